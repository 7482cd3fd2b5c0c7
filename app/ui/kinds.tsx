import {
  Box,
  Boxes,
  Braces,
  CalendarClock,
  Database,
  DoorOpen,
  File,
  FolderTree,
  Globe,
  KeyRound,
  Layers,
  LogIn,
  type LucideIcon,
  Network,
  Play,
  Plug,
  Server,
  Shield,
  ShieldCheck,
  SlidersHorizontal,
  Tag,
  Users,
  Waypoints,
} from 'lucide-react'
import type { Role } from '../store/contracts.ts'

const byKind: Readonly<Record<string, LucideIcon>> = {
  Namespace: FolderTree,
  Gateway: DoorOpen,
  ListenerSet: DoorOpen,
  Ingress: LogIn,
  Route: LogIn,
  IngressClass: Tag,
  GatewayClass: Tag,
  HTTPRoute: Waypoints,
  GRPCRoute: Waypoints,
  TLSRoute: Waypoints,
  TCPRoute: Waypoints,
  UDPRoute: Waypoints,
  VirtualService: Waypoints,
  TCPIngress: Waypoints,
  ReferenceGrant: ShieldCheck,
  Service: Network,
  ServiceEntry: Network,
  Endpoints: Plug,
  EndpointSlice: Plug,
  Deployment: Boxes,
  ReplicaSet: Layers,
  ReplicationController: Layers,
  StatefulSet: Database,
  DaemonSet: Server,
  Pod: Box,
  VirtualMachine: Server,
  Job: Play,
  CronJob: CalendarClock,
  NetworkPolicy: Shield,
  PeerAuthentication: KeyRound,
  RequestAuthentication: KeyRound,
  AdminNetworkPolicy: Shield,
  BaselineAdminNetworkPolicy: Shield,
  ClusterNetworkPolicy: Shield,
  AuthorizationPolicy: Shield,
  DestinationRule: SlidersHorizontal,
  KongPlugin: Plug,
  KongClusterPlugin: Plug,
  KongConsumer: Users,
  KongIngress: SlidersHorizontal,
  KongUpstreamPolicy: SlidersHorizontal,
  ConfigMap: Braces,
  Secret: KeyRound,
}

const byRole: Readonly<Record<Role, LucideIcon>> = {
  outside: Globe,
  entry: LogIn,
  route: Waypoints,
  service: Network,
  subset: SlidersHorizontal,
  workload: Boxes,
  policy: Shield,
  config: SlidersHorizontal,
}

interface KindIconProps {
  readonly kind: string
  readonly role?: Role | undefined
  readonly size?: number
}

/** The same icon for a kind on the canvas, in the outline, in menus and in the palette. */
export function KindIcon({ kind, role, size = 16 }: KindIconProps) {
  const Icon =
    (Object.hasOwn(byKind, kind) ? byKind[kind] : undefined) ?? (role === undefined ? File : byRole[role]) ?? File
  return <Icon size={size} aria-hidden />
}

const rolesOfKinds: Readonly<Record<string, Role>> = {
  Gateway: 'entry',
  ListenerSet: 'entry',
  Ingress: 'entry',
  Route: 'entry',
  HTTPRoute: 'route',
  GRPCRoute: 'route',
  TLSRoute: 'route',
  TCPRoute: 'route',
  UDPRoute: 'route',
  VirtualService: 'route',
  TCPIngress: 'entry',
  Service: 'service',
  ServiceEntry: 'service',
  DestinationRule: 'subset',
  Deployment: 'workload',
  StatefulSet: 'workload',
  DaemonSet: 'workload',
  ReplicaSet: 'workload',
  ReplicationController: 'workload',
  VirtualMachine: 'workload',
  Pod: 'workload',
  Job: 'workload',
  CronJob: 'workload',
  NetworkPolicy: 'policy',
  AdminNetworkPolicy: 'policy',
  BaselineAdminNetworkPolicy: 'policy',
  ClusterNetworkPolicy: 'policy',
}

/** For colouring lists; the canvas uses the role that the engine gives. */
export const roleOfKind = (kind: string): Role =>
  (Object.hasOwn(rolesOfKinds, kind) ? rolesOfKinds[kind] : undefined) ?? 'config'
