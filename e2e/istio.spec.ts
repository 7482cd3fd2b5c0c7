import { expect, type Portolan, test } from './page.ts'

const app = (name: string, version: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}-${version}
spec:
  selector:
    matchLabels:
      app: ${name}
      version: ${version}
  template:
    metadata:
      labels:
        app: ${name}
        version: ${version}
    spec:
      containers:
        - name: main
          image: registry.example.com/${name}:${version}
          ports:
            - containerPort: 8080
`
const service = (name: string): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 8080
`
const routes = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: door
spec:
  selector:
    istio: ingressgateway
  servers:
    - port:
        number: 80
        name: http
        protocol: HTTP
      hosts:
        - tea.example.com
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: shop
spec:
  hosts:
    - tea.example.com
  gateways:
    - door
  http:
    - match:
        - uri:
            prefix: /leaves
      route:
        - destination:
            host: shop
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: leaves
spec:
  hosts:
    - leaves
  http:
    - match:
        - headers:
            end-user:
              exact: lee
      fault:
        delay:
          percentage:
            value: 100
          fixedDelay: 7s
      route:
        - destination:
            host: leaves
            subset: v2
    - match:
        - headers:
            end-user:
              exact: kim
      fault:
        abort:
          percentage:
            value: 25
          httpStatus: 503
      route:
        - destination:
            host: leaves
            subset: v2
    - route:
        - destination:
            host: leaves
            subset: v1
          weight: 80
        - destination:
            host: leaves
            subset: v2
          weight: 20
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: leaves
spec:
  host: leaves
  subsets:
    - name: v1
      labels:
        version: v1
    - name: v2
      labels:
        version: v2
`
const files = {
  'apps.yaml': [app('shop', 'v1'), app('leaves', 'v1'), app('leaves', 'v2'), service('shop'), service('leaves')].join(
    '---\n',
  ),
  'routes.yaml': routes,
}

async function openShop(portolan: Portolan): Promise<void> {
  await portolan.visit()
  await portolan.drop(files)
  await expect(portolan.node('workload', 'leaves-v2')).toBeVisible()
  await portolan.standsStill(portolan.node('workload', 'leaves-v2'))
}

const leaves = 'http://leaves:8080/black'

async function from({ page }: Portolan, workload: string): Promise<void> {
  await page.getByRole('tab', { name: /^Request/ }).click()
  await page.getByRole('combobox', { name: 'From' }).selectOption(workload)
}

async function as({ page }: Portolan, user: string): Promise<void> {
  if ((await page.getByRole('textbox', { name: 'Name of header 1' }).count()) === 0)
    await page.getByRole('button', { name: 'Header', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name of header 1' }).fill('end-user')
  await page.getByRole('textbox', { name: 'Value of header 1' }).fill(user)
}

test('a request inside the mesh is split: as shares, as a draw, and on the canvas', async ({ portolan, page }) => {
  await openShop(portolan)
  await from(portolan, 'default/shop-v1')
  await portolan.ask(leaves)
  await expect(page.getByTestId('verdict')).toHaveText([/default\/leaves-v1/, /default\/leaves-v2/])
  await expect(page.getByRole('button', { name: '80 %', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: '20 %', exact: true })).toBeVisible()
  const drawn = async (): Promise<number[]> =>
    (await page.getByTestId('drawn').allTextContents()).map(text => Number.parseInt(text, 10))
  await expect.poll(drawn).toHaveLength(2)
  const first = await drawn()
  expect(first[0]! + first[1]!).toBe(100)
  await page.getByRole('spinbutton', { name: 'Requests drawn:' }).fill('1000')
  await expect.poll(async () => (await drawn()).reduce((sum, n) => sum + n, 0)).toBe(1000)
  expect(Math.abs((await drawn())[0]! - 800)).toBeLessThan(60)
  await expect(portolan.node('subset', 'leaves')).toBeVisible()
  await expect(portolan.node('subset', 'leaves')).toHaveAttribute('data-paint', 'passed')
})

test('a user by header waits, another is refused a part of the time', async ({ portolan, page }) => {
  await openShop(portolan)
  await from(portolan, 'default/shop-v1')
  await as(portolan, 'lee')
  await portolan.ask(leaves)
  await expect(page.getByTestId('verdict')).toHaveText([/default\/leaves-v2/])
  const marks = page.getByRole('list', { name: 'On the way' }).first()
  await expect(marks.getByText('+7 s')).toBeVisible()
  await expect(marks.getByText('subset v2')).toBeVisible()
  await expect(marks.getByText('mutual TLS')).toBeVisible()
  await as(portolan, 'kim')
  await portolan.ask(leaves)
  await expect(page.getByTestId('verdict')).toHaveCount(2)
  await expect(page.getByTestId('verdict').filter({ hasText: '503' })).toHaveCount(1)
  await expect(page.getByRole('button', { name: '25 %', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: '75 %', exact: true })).toBeVisible()
})

test('from outside through the gateway; switching its file off leaves no way in', async ({ portolan, page }) => {
  await openShop(portolan)
  await page.getByRole('tab', { name: /^Request/ }).click()
  await page.getByRole('combobox', { name: 'Through' }).selectOption('Gateway default/door')
  await portolan.ask('http://tea.example.com/leaves/green')
  await expect(page.getByTestId('verdict')).toHaveText([/default\/shop-v1/])
  await portolan.ask('http://tea.example.com/roots')
  await expect(page.getByTestId('verdict')).toHaveText([/404/])
  await page.getByRole('combobox', { name: 'Through' }).selectOption('')
  await page.getByRole('tab', { name: 'routes.yaml' }).click()
  await page.getByRole('button', { name: 'Switch routes.yaml off' }).click()
  await expect(portolan.node('entry', 'door')).toHaveCount(0)
  await expect(page.getByTestId('verdict')).not.toHaveText([/404/])
})
