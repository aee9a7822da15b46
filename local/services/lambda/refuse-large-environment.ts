import { z } from 'zod';
import type { StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { TemplateError } from '../../template/stack-template';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BYTES = 4096;

const environmentProperties = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).prefault({}),
});

/**
 * Refuses a function whose environment has more than 4 KB, which AWS measures as JSON.
 * @throws TemplateError with stack, logical id and the sentence of AWS
 */
export function refuseLargeEnvironment(functions: readonly StackResource[]): void {
  for (const resource of functions) {
    const { Variables } = readProperties(resource, environmentProperties).Environment;
    const bytes = Buffer.byteLength(JSON.stringify(Variables));
    if (bytes <= MOST_BYTES) continue;
    const refusal =
      'Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit';
    throw new TemplateError(`Stack ${resource.stack}, ${resource.logicalId}: ${refusal} (${bytes} bytes).`);
  }
}
