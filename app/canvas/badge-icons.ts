import {
  CircleHelp,
  Clock,
  Copy,
  KeyRound,
  Layers2,
  Lock,
  type LucideIcon,
  Percent,
  PowerOff,
  RotateCw,
  Shield,
  TriangleAlert,
} from 'lucide-react'
import type { Badge } from '../store/contracts.ts'

export const badgeIcons: Readonly<Record<Badge['icon'], LucideIcon>> = {
  shield: Shield,
  lock: Lock,
  key: KeyRound,
  replicas: Layers2,
  problem: TriangleAlert,
  weight: Percent,
  retry: RotateCw,
  clock: Clock,
  mirror: Copy,
  unknown: CircleHelp,
  off: PowerOff,
}
