/**
 * Makes the JSON schemas that the YAML pane completes and checks with, from the type declarations of kubernetes-models. Not part of the
 * build: run `node scripts/schemas.mjs` when the versions below change, and commit what it writes. The packages go to a temporary
 * folder, so that installing the project stays small.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const packages = [
  'kubernetes-models@5.1.0',
  '@kubernetes-models/gateway-api@2.0.0',
  '@kubernetes-models/istio@3.0.1',
  'typescript@6.0.3',
]

const core = 'kubernetes-models'
const gateway = '@kubernetes-models/gateway-api/gateway.networking.k8s.io'
const istio = '@kubernetes-models/istio'

/** [apiVersion, module folder, kinds, further versions of the same shape]. */
const wanted = [
  ['v1', `${core}/v1`, 'Namespace Pod Service ServiceAccount ConfigMap Secret Endpoints ReplicationController', []],
  ['apps/v1', `${core}/apps/v1`, 'Deployment StatefulSet DaemonSet ReplicaSet', []],
  ['batch/v1', `${core}/batch/v1`, 'Job CronJob', []],
  ['networking.k8s.io/v1', `${core}/networking.k8s.io/v1`, 'Ingress IngressClass NetworkPolicy', []],
  ['discovery.k8s.io/v1', `${core}/discovery.k8s.io/v1`, 'EndpointSlice', []],
  ['gateway.networking.k8s.io/v1', `${gateway}/v1`, 'GatewayClass Gateway HTTPRoute GRPCRoute', []],
  ['gateway.networking.k8s.io/v1beta1', `${gateway}/v1beta1`, 'ReferenceGrant GatewayClass Gateway HTTPRoute', []],
  [
    'networking.istio.io/v1',
    `${istio}/networking.istio.io/v1`,
    'Gateway VirtualService DestinationRule ServiceEntry Sidecar',
    ['networking.istio.io/v1beta1', 'networking.istio.io/v1alpha3'],
  ],
  [
    'security.istio.io/v1',
    `${istio}/security.istio.io/v1`,
    'AuthorizationPolicy PeerAuthentication RequestAuthentication',
    ['security.istio.io/v1beta1'],
  ],
]

const longestDoc = 220

const folder = mkdtempSync(join(tmpdir(), 'portolan-schemas-'))
try {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], {
    cwd: folder,
    stdio: 'inherit',
  })
  const result = generate(createRequire(join(folder, 'package.json'))('typescript'), folder)
  const text = `${JSON.stringify(result)}\n`
  writeFileSync('app/schemas/generated/kubernetes.json', text)
  console.log(
    `${result.kinds.length} kinds, ${Object.keys(result.definitions).length} definitions, ${Math.round(text.length / 1024)} KB`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function generate(ts, root) {
  const lines = []
  const entries = []
  for (const [apiVersion, module, kinds, others] of wanted) {
    for (const kind of kinds.split(' ')) {
      const name = `K${entries.length}`
      lines.push(`import type { I${kind} as ${name} } from '${module}/${kind}'`, `export type E${name} = ${name}`)
      entries.push({ name: `E${name}`, apiVersion, kind, others })
    }
  }
  const file = join(root, 'entry.ts')
  writeFileSync(file, lines.join('\n'))
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
    types: [],
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const definitions = {}
  const names = new Map()

  const docOf = symbol => {
    const text = ts.displayPartsToString(symbol?.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim()
    if (text === '') return undefined
    if (text.length <= longestDoc) return text
    const cut = text.slice(0, longestDoc)
    const sentence = cut.lastIndexOf('. ')
    return sentence > 60 ? cut.slice(0, sentence + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`
  }

  const properties = (type, isRoot) => {
    const schema = { type: 'object', properties: {}, additionalProperties: false }
    const required = []
    for (const property of type.getProperties()) {
      const name = property.getName()
      const inner = checker.getTypeOfSymbol(property)
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0
      const value = isRoot && name === 'status' ? { type: 'object' } : convert(inner)
      const description = docOf(property)
      schema.properties[name] =
        description === undefined
          ? value
          : '$ref' in value
            ? { allOf: [value], description }
            : { ...value, description }
      if (!optional && !(isRoot && name === 'status')) required.push(name)
    }
    if (required.length > 0) schema.required = required
    return schema
  }

  const define = (type, symbol) => {
    const known = names.get(type)
    if (known !== undefined) return known
    const base = symbol.getName().replace(/^I(?=[A-Z])/, '')
    let name = base
    for (let n = 2; Object.hasOwn(definitions, name); n += 1) name = `${base}${n}`
    names.set(type, name)
    definitions[name] = {}
    definitions[name] = properties(type, false)
    return name
  }

  const convert = given => {
    const type = checker.getNonNullableType(given)
    const { flags } = type
    if (flags & ts.TypeFlags.StringLiteral || flags & ts.TypeFlags.NumberLiteral) return { enum: [type.value] }
    if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' }
    if (flags & ts.TypeFlags.String) return { type: 'string' }
    if (flags & ts.TypeFlags.Number) return { type: 'number' }
    if (type.isUnion()) {
      const literals = type.types.filter(t => t.isStringLiteral())
      if (literals.length === type.types.length) return { enum: literals.map(t => t.value) }
      const parts = type.types.map(convert)
      const simple = parts.every(part => Object.keys(part).length === 1 && typeof part.type === 'string')
      if (simple) return { type: [...new Set(parts.map(part => part.type))] }
      return parts.some(part => Object.keys(part).length === 0) ? {} : { anyOf: parts }
    }
    // Istio writes "A and exactly one of these" as `A & (…)`: only A says which fields there are.
    if (type.isIntersection()) {
      const first = type.types.find(t => t.symbol !== undefined && t.getProperties().length > 0)
      return first === undefined ? {} : convert(first)
    }
    if (checker.isArrayType(type)) return { type: 'array', items: convert(checker.getTypeArguments(type)[0]) }
    const index = type.getStringIndexType()
    if (index !== undefined && type.getProperties().length === 0)
      return { type: 'object', additionalProperties: convert(index) }
    const symbol = type.aliasSymbol ?? type.symbol
    if (flags & ts.TypeFlags.Object && symbol !== undefined && type.getProperties().length > 0) {
      if (symbol.getName() === 'Date') return { type: 'string' }
      if (symbol.getName() === '__type') return properties(type, false)
      return { $ref: `#/definitions/${define(type, symbol)}` }
    }
    if (flags & ts.TypeFlags.Object) return { type: 'object' }
    return {}
  }

  const kinds = []
  for (const { name, apiVersion, kind, others } of entries) {
    const symbol = checker.getExportsOfModule(checker.getSymbolAtLocation(source)).find(s => s.getName() === name)
    const type = checker.getDeclaredTypeOfSymbol(symbol)
    if (type.getProperties().length === 0) throw new Error(`no fields found for ${apiVersion} ${kind}`)
    for (const version of [apiVersion, ...others]) {
      const id = `${version.replace(/[^A-Za-z0-9]/g, '_')}_${kind}`
      const schema = properties(type, true)
      schema.properties.apiVersion = { enum: [version] }
      schema.properties.kind = { enum: [kind] }
      schema.required = ['apiVersion', 'kind', 'metadata', ...(schema.required ?? []).filter(r => r === 'spec')]
      definitions[id] = schema
      kinds.push({ apiVersion: version, kind, id })
    }
  }
  share(definitions)
  return { packages: packages.slice(0, 3), kinds, definitions }
}

/** Objects that are written out more than once (Istio's are, at every use) become definitions of their own. */
function share(definitions) {
  const seen = new Map()
  const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value)
  const keyOf = schema => {
    const { description: _, ...rest } = schema
    return JSON.stringify(rest)
  }
  const visit = (value, isTop) => {
    if (Array.isArray(value)) for (const item of value) visit(item, false)
    else if (isObject(value)) {
      if (!isTop && isObject(value.properties) && value.type === 'object') {
        const key = keyOf(value)
        if (key.length > 300) seen.set(key, (seen.get(key) ?? 0) + 1)
      }
      for (const inner of Object.values(value)) visit(inner, false)
    }
  }
  for (const schema of Object.values(definitions)) visit(schema, true)
  const made = new Map()
  const replace = (value, isTop) => {
    if (Array.isArray(value)) return value.map(item => replace(item, false))
    if (!isObject(value)) return value
    const inner = () => Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replace(part, false)]))
    if (isTop || !isObject(value.properties) || value.type !== 'object') return inner()
    const key = keyOf(value)
    if ((seen.get(key) ?? 0) < 2) return inner()
    let name = made.get(key)
    if (name === undefined) {
      name = `Shared${made.size + 1}`
      made.set(key, name)
      const { description: _, ...rest } = inner()
      definitions[name] = rest
    }
    const ref = { $ref: `#/definitions/${name}` }
    return value.description === undefined ? ref : { allOf: [ref], description: value.description }
  }
  for (const [name, schema] of Object.entries({ ...definitions })) definitions[name] = replace(schema, true)
}
