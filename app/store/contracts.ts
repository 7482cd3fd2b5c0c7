/** The types of the engine's doors that the page's rooms speak in. */
export type { Extension, Intent, PlainValue, Plan, PlannedEdits, PolicyEnd, YamlOp } from '../../src/command/plan.ts'
export type { Dial, DialGroup, Tuning } from '../../src/command/tune/index.ts'
export type { Answer, Hop, Outcome, Verdict } from '../../src/flow/answer.ts'
export type { TrafficEntry, TrafficRequest, TrafficSource } from '../../src/flow/request.ts'
export type { Fact, Facts, Problem, Severity, Step, Words } from '../../src/report/index.ts'
export type { DocId, FieldRef, FileId, Path, Range, TextEdit } from '../../src/text/index.ts'
export type {
  Badge,
  NodeState,
  Role,
  TopologyEdge,
  TopologyNode,
  TopologyRow,
} from '../../src/topology/graph.ts'
export type {
  Anchor,
  DecidingRule,
  DocProblems,
  DropTarget,
  EffectEnd,
  FileEdits,
  FromWorker,
  GridCell,
  GridRef,
  Keyed,
  ListedPod,
  LocatedProblem,
  LocatedRange,
  NamedPlace,
  Noun,
  OpenFile,
  OutlineEntry,
  Painted,
  PaintedLeg,
  Place,
  PodList,
  PolicyCard,
  PolicyEffect,
  Question,
  ReachCell,
  ReachedEnd,
  ReachRef,
  ReachSide,
  ReachWhy,
  Reply,
  Sample,
  SelectedCount,
  StatedCondition,
  Suggestion,
  ToWorker,
  WatchedRequest,
  WatchResult,
} from '../../src/workspace/messages.ts'
