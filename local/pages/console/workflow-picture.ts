import dagre from '@dagrejs/dagre';
import { duration, svg } from '../dom';
import { edgesOf, type Edge } from './asl-graph';
import type { AslDefinition } from '../../services/step-functions/asl';
import type { Execution } from '../../services/step-functions/execution-history';

type Visit = Execution['visits'][number];
type Status = 'idle' | 'running' | 'good' | 'caught' | 'bad';

const HEIGHT = 44;
const MARGIN = 12;

/** The status of a state in an execution, as far as the execution has come. */
export function statusOf(visit: Visit | undefined, execution: Execution): Status {
  if (!visit) return 'idle';
  if (visit.caughtBy) return 'caught';
  if (visit.attempts.at(-1)?.error) return visit.ms === undefined || execution.status === 'RUNNING' ? 'running' : 'bad';
  return visit.ms === undefined ? (execution.status === 'RUNNING' ? 'running' : 'bad') : 'good';
}

export const STATUS_WORDS: Record<Status, string> = {
  idle: 'not reached',
  running: 'running',
  good: 'succeeded',
  caught: 'failed, caught',
  bad: 'failed',
};

/** The definition as a graph, with the path of the execution. */
export function workflowPicture(
  definition: AslDefinition,
  execution: Execution,
  selected: string | null,
  onSelect: (state: string) => void,
): SVGElement {
  const graph = layOut(definition);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const taken = takenEdges(execution);
  const size = { w: width + 2 * MARGIN, h: height + 2 * MARGIN };
  return svg(
    'svg',
    {
      viewBox: `${-MARGIN} ${-MARGIN} ${size.w} ${size.h}`,
      width: size.w,
      height: size.h,
      class: 'picture',
      role: 'group',
      'aria-label': 'States of the workflow',
    },
    svg('defs', {}, arrow('arrow'), arrow('arrow-taken')),
    ...graph.edges().map((key) => edgePicture(graph.edge(key) as unknown as LaidOutEdge, taken)),
    ...Object.keys(definition.States).map((name) =>
      nodePicture(name, graph.node(name), definition, execution, selected === name, onSelect),
    ),
  );
}

function layOut(definition: AslDefinition) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 34, edgesep: 24 });
  for (const name of Object.keys(definition.States))
    graph.setNode(name, { width: Math.max(132, name.length * 7.4 + 36), height: HEIGHT });
  for (const [i, edge] of edgesOf(definition).entries()) {
    const label = edge.label ? { width: edge.label.length * 6.2 + 12, height: 16, labelpos: 'c' } : {};
    graph.setEdge(edge.from, edge.to, { ...label, edge }, String(i));
  }
  dagre.layout(graph);
  return graph;
}

const keyOf = ({ from, to, kind }: Pick<Edge, 'from' | 'to' | 'kind'>) => `${from}>${to}>${kind === 'catch'}`;

function takenEdges({ visits }: Execution): Set<string> {
  const outer = visits.filter(({ index }) => index === undefined);
  return new Set(
    outer.slice(1).map(({ state }, i) => {
      const from = outer[i]!;
      return keyOf({ from: from.state, to: state, kind: from.caughtBy ? 'catch' : 'next' });
    }),
  );
}

/** An edge with the points that the layout gives it; `x` and `y` are the middle of its label. */
interface LaidOutEdge {
  points: { x: number; y: number }[];
  x?: number;
  y?: number;
  edge: Edge;
}

function edgePicture(laid: LaidOutEdge, taken: Set<string>): SVGElement {
  const { points, edge } = laid;
  const wasTaken = taken.has(keyOf(edge));
  const classes = `edge ${edge.kind} ${wasTaken ? 'taken' : ''}`;
  return svg(
    'g',
    { class: classes },
    svg('path', { d: smooth(points), 'marker-end': `url(#${wasTaken ? 'arrow-taken' : 'arrow'})` }),
    edge.label && svg('text', { x: laid.x ?? 0, y: (laid.y ?? 0) + 4, 'text-anchor': 'middle' }, edge.label),
  );
}

/** A curve through the middles of the line's segments. */
function smooth(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1)!;
  const middle = rest.slice(0, -1).map((point, i) => {
    const next = rest[i + 1]!;
    const end = i === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${point.x},${point.y} ${end.x},${end.y}`;
  });
  return `M${first!.x},${first!.y} ${middle.length ? middle.join(' ') : `L${last.x},${last.y}`}`;
}

function nodePicture(
  name: string,
  place: { x: number; y: number; width: number },
  definition: AslDefinition,
  execution: Execution,
  selected: boolean,
  onSelect: (state: string) => void,
): SVGElement {
  const visit = execution.visits.findLast(({ state }) => state === name);
  const status = statusOf(visit, execution);
  const tries = visit?.attempts.length ?? 0;
  const type = definition.States[name]!.Type;
  const facts = [type, visit?.ms !== undefined && duration(visit.ms), tries > 1 && `${tries} attempts`]
    .filter(Boolean)
    .join(' · ');
  return svg(
    'g',
    {
      class: `node ${status} ${selected ? 'selected' : ''}`,
      transform: `translate(${place.x - place.width / 2},${place.y - HEIGHT / 2})`,
      role: 'button',
      tabindex: 0,
      'data-key': `node-${name}`,
      'aria-pressed': selected,
      'aria-label': `${name}, ${STATUS_WORDS[status]}, ${facts}`,
      onclick: () => onSelect(name),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onSelect(name);
      },
    },
    svg('rect', { width: place.width, height: HEIGHT, rx: type === 'Choice' ? 20 : 6 }),
    svg('text', { x: place.width / 2, y: 19, 'text-anchor': 'middle', class: 'name' }, name),
    svg('text', { x: place.width / 2, y: 34, 'text-anchor': 'middle', class: 'facts' }, facts),
  );
}

const arrow = (id: string) =>
  svg(
    'marker',
    {
      id,
      viewBox: '0 0 8 8',
      refX: 7,
      refY: 4,
      markerWidth: 10,
      markerHeight: 10,
      markerUnits: 'userSpaceOnUse',
      orient: 'auto-start-reverse',
    },
    svg('path', { d: 'M0,0.5 L8,4 L0,7.5 z', class: id }),
  );
