import { numbers } from './measure.ts'

/** How the resources of a generated project are written: a stream of documents, or one `kind: List`. */
export type Layout = 'documents' | 'list'

const linesAResource = 30
const resourcesANamespace = 40
const gateways = 4

/**
 * Manifests of about so many lines, as teams write them: apps of a Deployment and a Service, led to by HTTPRoutes on a few shared
 * Gateways or by Ingresses, guarded by NetworkPolicies, over namespaces of some forty resources. The same text for the same size.
 */
export function projectText(lines: number, layout: Layout): string {
  const resources = resourcesOf(Math.max(40, Math.round(lines / linesAResource)))
  if (layout === 'documents') return resources.map(text => `---\n${text}`).join('')
  const items = resources.map(text => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`)
  return `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`
}

function resourcesOf(count: number): string[] {
  const pick = numbers(7)
  const spaces = Math.max(1, Math.round(count / resourcesANamespace))
  const resources = [gatewayClass]
  for (let g = 0; g < gateways; g++) resources.push(gateway(g))
  for (let s = 0; s < spaces; s++) resources.push(namespace(s), denyAll(s))
  for (let app = 0; resources.length < count; app++) {
    const space = app % spaces
    resources.push(deployment(space, app, pick(4) + 1), service(space, app))
    const kind = pick(10)
    if (kind < 6) resources.push(httpRoute(space, app, Math.max(0, app - spaces), pick(gateways)))
    else if (kind < 8) resources.push(ingress(space, app))
    if (pick(2) === 0) resources.push(policy(space, app, Math.max(0, app - spaces)))
  }
  return resources.slice(0, count)
}

const gatewayClass = `# The controller that the platform team runs
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: edge
spec:
  controllerName: example.com/edge
`

const gateway = (g: number): string => `# Shared by all teams
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: edge-${g}
  namespace: infra
  labels:
    team: platform
spec:
  gatewayClassName: edge
  listeners:
    - name: web
      port: 80
      protocol: HTTP
      hostname: "*.g${g}.example.com"
      allowedRoutes:
        namespaces:
          from: All
    - name: admin
      port: 8080
      protocol: HTTP
      hostname: "*.admin${g}.example.com"
      allowedRoutes:
        namespaces:
          from: Selector
          selector:
            matchLabels:
              admin: "yes"
`

const namespace = (s: number): string => `apiVersion: v1
kind: Namespace
metadata:
  name: team-${s}
  labels:
    team: team-${s}
    stage: production
`

const denyAll = (s: number): string => `# Nothing gets in that is not let in
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny-all
  namespace: team-${s}
spec:
  podSelector: {}
  policyTypes:
    - Ingress
`

const deployment = (s: number, app: number, replicas: number): string => `# What app-${app} runs
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${app}
  namespace: team-${s}
  labels:
    app: app-${app}
    team: team-${s}
  annotations:
    example.com/owner: team-${s}@example.com
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: app-${app}
  template:
    metadata:
      labels:
        app: app-${app}
        team: team-${s}
        tier: ${app % 3 === 0 ? 'front' : 'back'}
    spec:
      containers:
        - name: main
          image: registry.example.com/app-${app}:1.${app % 10}.0
          args: ["--port=8080", "--log=json"]
          ports:
            - name: http
              containerPort: 8080
            - name: metrics
              containerPort: 9090
          env:
            - name: UPSTREAM
              value: http://app-${app}.team-${s}.svc
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
`

const service = (s: number, app: number): string => `# Where app-${app} is found
apiVersion: v1
kind: Service
metadata:
  name: app-${app}
  namespace: team-${s}
  labels:
    app: app-${app}
    team: team-${s}
  annotations:
    example.com/owner: team-${s}@example.com
    example.com/runbook: https://runbooks.example.com/app-${app}
spec:
  type: ClusterIP
  selector:
    app: app-${app}
  ports:
    - name: http
      port: 80
      targetPort: http
      protocol: TCP
    - name: metrics
      port: 9090
      targetPort: metrics
      protocol: TCP
`

const httpRoute = (s: number, app: number, other: number, g: number): string => `# How app-${app} is reached
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: app-${app}
  namespace: team-${s}
spec:
  parentRefs:
    - name: edge-${g}
      namespace: infra
      sectionName: web
  hostnames:
    - app-${app}.g${g}.example.com
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /api
          headers:
            - name: x-version
              value: "2"
      backendRefs:
        - name: app-${app}
          port: 80
          weight: 9
        - name: app-${other}
          port: 80
          weight: 1
    - matches:
        - path:
            type: PathPrefix
            value: /
      backendRefs:
        - name: app-${app}
          port: 80
`

const ingress = (s: number, app: number): string => `# How app-${app} is reached, the older way
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app-${app}
  namespace: team-${s}
  annotations:
    example.com/owner: team-${s}@example.com
spec:
  ingressClassName: nginx
  rules:
    - host: app-${app}.example.org
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: app-${app}
                port:
                  name: http
          - path: /metrics
            pathType: Exact
            backend:
              service:
                name: app-${app}
                port:
                  number: 9090
`

const policy = (s: number, app: number, other: number): string => `# Who may talk to app-${app}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: app-${app}
  namespace: team-${s}
spec:
  podSelector:
    matchLabels:
      app: app-${app}
  policyTypes:
    - Ingress
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: app-${other}
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: infra
      ports:
        - protocol: TCP
          port: 8080
    - from:
        - ipBlock:
            cidr: 10.0.0.0/8
            except:
              - 10.${app % 250}.0.0/16
`
