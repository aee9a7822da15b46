import type { RunnerEvent } from '../../runtime';
import type { AslDefinition } from '../../services/step-functions/asl';
import type { Execution } from '../../services/step-functions/execution-history';
import type { ConsoleSettings } from '../../settings';
import { fetchJson } from '../dom';

/** Filled in when the page is built. */
declare const PAGE_SETTINGS: ConsoleSettings & { title: string };
export const settings = PAGE_SETTINGS;

export interface Machine {
  arn: string;
  name: string;
  logicalId: string;
  definition: AslDefinition;
}

/** An execution in the list; `input` is the beginning of its JSON. */
export interface ListedExecution extends Pick<
  Execution,
  'arn' | 'name' | 'machineArn' | 'status' | 'startedBy' | 'startedAt' | 'stoppedAt' | 'error' | 'cause'
> {
  input: string;
  last: string | null;
  /** Whether any attempt failed, even if a retry succeeded. */
  retried: boolean;
}

export interface BackendState {
  inboxUrl: string;
  appUrl: string | null;
  machines: Machine[];
  executions: ListedExecution[];
  functions: { name: string; logicalId: string }[];
  nextFirings: { rule: string; at: string | null }[];
}

/** One part of the page. It is drawn once and then receives the changes. */
export interface View {
  element: HTMLElement;
  /** `rest` is the part of the address after the view's name. */
  open(rest: string): void;
  stateChanged?(state: BackendState): void;
  happened?(event: RunnerEvent): void;
}

export const loadState = () => fetchJson<BackendState>('/state');

export const loadExecution = (arn: string) => fetchJson<Execution>(`/execution?arn=${encodeURIComponent(arn)}`);

/** A function's name without stack and hash: `searchrows` for `data-searchrows6656CEB5`. */
export const shortFunction = (name: string) => /^(?:.*-)?(.+?)(?:Lambda)?[0-9A-F]{8}$/.exec(name)?.[1] ?? name;

/** The labels of an execution: the fields of its input that the settings name, otherwise its own name. */
export function titleOf(execution: Pick<ListedExecution, 'input' | 'name'>): { title: string; subtitle: string } {
  const text = (field: string) => new RegExp(`"${field}":"([^"]*)"`).exec(execution.input)?.[1] ?? '';
  const [title = '', subtitle = ''] = settings.executionLabels.map(text);
  return { title: title || execution.name, subtitle: subtitle || execution.input };
}

/** Calls the action at most once within `ms` milliseconds, and always after the last request. */
export function throttle(ms: number, action: () => void): () => void {
  let timer: number | undefined;
  return () => {
    timer ??= window.setTimeout(() => {
      timer = undefined;
      action();
    }, ms);
  };
}
