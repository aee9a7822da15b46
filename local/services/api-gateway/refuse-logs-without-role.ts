import { z } from 'zod';
import type { StackResource } from '../../runtime';
import { readProperties } from '../../template/read-properties';
import { TemplateError } from '../../template/stack-template';
import { stageProperties } from './api-gateway-properties';

const accountProperties = z.object({ CloudWatchRoleArn: z.string().optional() });

/**
 * Refuses a stage that writes logs while the account has no role for them: neither the account itself nor an
 * AWS::ApiGateway::Account of the templates sets one.
 * @throws TemplateError with stack, logical id and the sentence of AWS
 */
export function refuseLogsWithoutRole(
  byType: (type: string) => StackResource[],
  { apiGatewayLogRole }: { apiGatewayLogRole: boolean },
): void {
  const set = byType('AWS::ApiGateway::Account').some(
    (account) => readProperties(account, accountProperties).CloudWatchRoleArn !== undefined,
  );
  if (apiGatewayLogRole || set) return;
  for (const stage of byType('AWS::ApiGateway::Stage')) {
    const { AccessLogSetting, MethodSettings } = readProperties(stage, stageProperties);
    const executionLogs = MethodSettings.some(({ LoggingLevel = 'OFF' }) => LoggingLevel !== 'OFF');
    if (!AccessLogSetting && !executionLogs) continue;
    const refusal = 'CloudWatch Logs role ARN must be set in account settings to enable logging';
    throw new TemplateError(`Stack ${stage.stack}, ${stage.logicalId}: ${refusal}.`);
  }
}
