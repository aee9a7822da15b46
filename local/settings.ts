import type { AppLauncher } from './app';
import type { Seed } from './seed';

/** What the local runner needs to know of the product that it runs; everything else comes from the templates. */
export interface LocalSettings {
  /** The product's name, for titles and messages. */
  name: string;
  /** The oldest Node that the product runs on: major and minor. */
  oldestNode: readonly [number, number];
  /** Ports that `npm start` takes; busy ones are replaced. */
  ports: LocalPorts;
  synthesis: SynthesisSettings;
  /** The variable of a function that holds the app's address; its port follows the port that the app takes. */
  appUrlVariable: string;
  /** The app's development server. */
  app: AppLauncher;
  /** Fills an empty backend, for `npm start`. */
  seed: Seed;
  console: ConsoleSettings;
  inbox: InboxSettings;
}

export interface LocalPorts {
  console: number;
  rest: number;
  graphql: number;
  cognito: number;
  endpoint: number;
  inbox: number;
  functionUrls: number;
  app: number;
}

export interface SynthesisSettings {
  /** Path of the backend's file from the root. */
  entry: string;
  /** The CDK context that names the deployment. */
  context: Record<string, unknown>;
  /** Environment of the synthesis, where the caller's own does not set it. */
  environment: Record<string, string>;
  /** Variables that the templates depend on, by the beginning of their names. */
  environmentPrefix: string;
}

export interface ConsoleSettings {
  /** Fields of an execution's input that name it in lists, the most telling first. */
  executionLabels: readonly string[];
  /** What can be typed into the filter of executions. */
  filterHint: string;
  /** How to get a first execution. */
  emptyHint: string;
}

export interface InboxSettings {
  /** What arrives here. */
  emptyHint: string;
}

/** The content of `local.config.ts`. */
export const defineLocal = (settings: LocalSettings): LocalSettings => settings;
