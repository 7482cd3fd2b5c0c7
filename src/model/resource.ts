import type { DocId, Path } from '../text/index.ts'
import type { YamlValue } from '../yaml/index.ts'
import type { MeshSettings } from './istio/mesh-settings.ts'

/** What every object has, whatever its kind. */
export interface Meta {
  readonly doc: DocId
  readonly apiVersion: string
  /** '' for the core group. */
  readonly group: string
  readonly kind: string
  /** '' for cluster-scoped kinds; `default` where a namespaced object names none. */
  readonly namespace: string
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly annotations: ReadonlyMap<string, string>
  /** Milliseconds since 1970; null when the manifest has no creationTimestamp. */
  readonly createdMs: number | null
}

/** A reference to an object of the same or another namespace, with its place. */
export interface ObjectRef {
  readonly group: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly at: Path
}

export interface ContainerPort {
  /** '' when it has none. */
  readonly name: string
  readonly port: number
  readonly protocol: Protocol
}

export type Protocol = 'TCP' | 'UDP' | 'SCTP'

export interface Container {
  readonly name: string
  readonly image: string
  /** Its command and arguments, as one list. */
  readonly args: readonly string[]
  readonly ports: readonly ContainerPort[]
  readonly hasReadinessProbe: boolean
  readonly at: Path
}

/** What a pod is made of: a Pod's own, or a workload's template. */
export interface PodSpec {
  readonly labels: ReadonlyMap<string, string>
  readonly annotations: ReadonlyMap<string, string>
  readonly containers: readonly Container[]
  readonly hostNetwork: boolean
  readonly nodeName: string | null
  /** `default` where the pod names none. */
  readonly serviceAccountName: string
  /** Secrets that it mounts as volumes; `at` is the field with the name. */
  readonly secrets: readonly { readonly name: string; readonly at: Path }[]
  readonly at: Path
}

export interface NamespaceResource extends Meta {
  readonly type: 'namespace'
}

export interface PodResource extends Meta {
  readonly type: 'pod'
  readonly pod: PodSpec
  readonly phase: string | null
  readonly ips: readonly string[]
  /** The Ready condition of its status; null when the status says nothing. */
  readonly ready: boolean | null
  /** Controller that owns it: its kind and name. */
  readonly owner: { readonly kind: string; readonly name: string } | null
  readonly deleting: boolean
}

export interface WorkloadResource extends Meta {
  readonly type: 'workload'
  readonly pod: PodSpec
  readonly replicas: number
  /** Whether `replicas` is the API's default. */
  readonly replicasDefaulted: boolean
}

export interface ServicePort {
  readonly name: string
  readonly port: number
  readonly targetPort: number | string
  readonly protocol: Protocol
  /** As written, where the API does not know it; `protocol` is then the default. */
  readonly writtenProtocol: string
  readonly nodePort: number | null
  readonly appProtocol: string | null
  readonly at: Path
}

export interface ServiceResource extends Meta {
  readonly type: 'service'
  readonly serviceType: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
  readonly headless: boolean
  /** CIDRs that a load balancer lets in; none for everybody. */
  readonly sourceRanges: readonly string[]
  readonly clusterIPs: readonly string[]
  readonly externalName: string | null
  /** Null when the user keeps the endpoints. */
  readonly selector: ReadonlyMap<string, string> | null
  readonly ports: readonly ServicePort[]
  readonly publishNotReadyAddresses: boolean
  /** PreferClose, PreferSameZone …; null where nothing is said. */
  readonly trafficDistribution: string | null
  /** What takes it away from a plain kube-proxy and is not simulated; null for an ordinary Service. */
  readonly proxyFeature: string | null
}

export interface Endpoint {
  readonly addresses: readonly string[]
  readonly ready: boolean
  readonly target: { readonly kind: string; readonly namespace: string; readonly name: string } | null
  readonly at: Path
}

export interface EndpointPort {
  readonly name: string
  readonly port: number | null
  readonly protocol: Protocol
}

/** An EndpointSlice, or one subset of an Endpoints object. */
export interface EndpointsResource extends Meta {
  readonly type: 'endpoints'
  /** Service of the same namespace that it belongs to; null when a slice names none. */
  readonly service: string | null
  readonly subsets: readonly { readonly endpoints: readonly Endpoint[]; readonly ports: readonly EndpointPort[] }[]
}

export type PathType = 'Exact' | 'Prefix' | 'ImplementationSpecific'

export interface IngressBackend {
  /** Null for a resource backend. */
  readonly service: { readonly name: string; readonly port: number | string | null } | null
  readonly at: Path
}

export interface IngressPath {
  readonly path: string
  readonly pathType: PathType
  readonly backend: IngressBackend
  readonly at: Path
}

export interface IngressRule {
  /** '' for every host. */
  readonly host: string
  readonly paths: readonly IngressPath[]
  readonly at: Path
}

export interface IngressResource extends Meta {
  readonly type: 'ingress'
  /** From spec.ingressClassName or the old annotation. */
  readonly className: string | null
  readonly classAt: Path
  readonly defaultBackend: IngressBackend | null
  readonly rules: readonly IngressRule[]
  readonly tls: readonly { readonly hosts: readonly string[]; readonly secretName: string | null; readonly at: Path }[]
}

export interface IngressClassResource extends Meta {
  readonly type: 'ingressclass'
  readonly controller: string
  readonly isDefault: boolean
}

export interface SecretResource extends Meta {
  readonly type: 'secret'
  readonly secretType: string
  /** tls.crt and tls.key are there and look like PEM. */
  readonly hasCertificate: boolean
  /** A certificate that can be read and its key, under Kubernetes' names or `cert` and `key` as Istio also takes them; null for none. */
  readonly pair: { readonly notBeforeMs: number; readonly notAfterMs: number } | null
  /** Text that is no PEM stands where a person would paste the certificate and its key. */
  readonly isPlaceholder: boolean
  /** A certificate authority is there: ca.crt, or cacert as Istio also reads it. */
  readonly hasCa: boolean
  /** DNS names that the certificate is good for. */
  readonly dnsNames: readonly string[]
  /** URIs in the same place, SPIFFE identities above all. */
  readonly uris: readonly string[]
}

export interface NodeResource extends Meta {
  readonly type: 'node'
  readonly addresses: readonly string[]
}

/** Only what certificate authorities and meshes need; other ConfigMaps are listed. */
export interface ConfigMapResource extends Meta {
  readonly type: 'configmap'
  readonly hasCa: boolean
  /** Istio's mesh configuration, where the `mesh` key holds one. */
  readonly mesh: MeshSettings | null
  /** Of the injector's: whether namespaces get sidecars without asking; null where it does not say. */
  readonly injectsByDefault: boolean | null
}

/** A kind that is drawn with its references, but whose rules nothing here simulates yet. */
export interface ReferringResource extends Meta {
  readonly type: 'referring'
  /** Rows for the canvas: subsets, servers, rules. */
  readonly parts: readonly {
    readonly title: string
    readonly detail: string
    readonly at: Path
    readonly refs: readonly WeightedRef[]
  }[]
  readonly refs: readonly WeightedRef[]
  /** Labels of the proxies that apply it; null where that is not how it is applied. */
  readonly proxies: ReadonlyMap<string, string> | null
  /** Hosts whose traffic it decides; `port` null for every port. An answer about them names it as not simulated. */
  readonly claims: readonly { readonly host: string; readonly port: number | null; readonly at: Path }[]
  /** A `policy` changes what becomes of requests that pass an object it refers to. */
  readonly role: 'entry' | 'route' | 'service' | 'config' | 'policy'
}

export interface WeightedRef extends ObjectRef {
  /** Weight, port, subset: what the edge says. */
  readonly label: string
  /** Part of the target it means, such as a subset. */
  readonly part: string | null
}

/** Kept, listed, never touched. */
export interface OtherResource extends Meta {
  readonly type: 'other'
}

export type RawSpec = YamlValue | undefined
