import type { StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { TemplateError } from '../../template/stack-template';
import { methodProperties } from './api-gateway-properties';

export const LONGEST_INTEGRATION_MS = 29_000;
const SHORTEST_MS = 50;

/** Refuses a method whose integration may take longer than 29 s. @throws TemplateError with the sentence of AWS */
export function refuseLongIntegrations(methods: readonly StackResource[]): void {
  for (const method of methods) {
    const { TimeoutInMillis = LONGEST_INTEGRATION_MS } = readProperties(method, methodProperties).Integration;
    if (TimeoutInMillis >= SHORTEST_MS && TimeoutInMillis <= LONGEST_INTEGRATION_MS) continue;
    const refusal = `Timeout should be between ${SHORTEST_MS} ms and ${LONGEST_INTEGRATION_MS} ms`;
    throw new TemplateError(`Stack ${method.stack}, ${method.logicalId}: ${refusal}.`);
  }
}
