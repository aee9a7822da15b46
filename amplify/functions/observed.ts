import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { Context } from 'aws-lambda';

export const logger = new Logger();
/** Metrics of two deployments in one account must not be added up: the alarms of one would watch the other. */
export const metrics = new Metrics({ defaultDimensions: { deployment: process.env.DEPLOYMENT ?? 'unknown' } });
export const tracer = new Tracer();

/** Logs an internal error and counts it. */
export function reportFailure(error: unknown): void {
  tracer.addErrorAsMetadata(error as Error);
  logger.error('Failed', error as Error);
  metrics.addMetric('Failures', MetricUnit.Count, 1);
}

/**
 * Wraps a handler with log lines that carry the request id, a cold-start metric together with the handler's own
 * metrics, and a trace segment. Errors are reported here, once, and rethrown unchanged: their names are a contract with
 * the caller. An error of which `isRefusal` is true is the caller's mistake: it is logged and not counted as a failure.
 */
export function observed<Event, Result>(
  run: (event: Event, context: Context) => Promise<Result>,
  isRefusal: (error: unknown) => boolean = () => false,
) {
  return async (event: Event, context: Context): Promise<Result> => {
    logger.addContext(context);
    metrics.captureColdStartMetric(context.functionName);
    const parent = tracer.isTracingEnabled() ? tracer.getSegment() : undefined;
    const segment = parent?.addNewSubsegment(`## ${context.functionName}`);
    if (segment) tracer.setSegment(segment);
    tracer.annotateColdStart();
    tracer.addServiceNameAnnotation();
    try {
      return await run(event, context);
    } catch (error) {
      if (isRefusal(error)) logger.info('Refused', { refusal: (error as Error).name });
      else reportFailure(error);
      throw error;
    } finally {
      segment?.close();
      if (parent) tracer.setSegment(parent);
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    }
  };
}
