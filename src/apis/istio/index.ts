/**
 * Istio, translated to the data plane: which rules a proxy sees, what its routes do, where its destinations lead. Knows the manifests and
 * the assumptions, and no request.
 */
export { identityOf, isInMesh, type ProxyOfPods, proxyOf } from './injection.ts'
export { type Mesh, meshOf } from './mesh.ts'
