import * as z from 'zod';
import { judge, type Answer } from '../answer';
import { missing, ok, type Finding } from '../finding';

const account = z.object({ cloudwatchRoleArn: z.string().optional() });

/** The role with which API Gateway writes logs, one per account and region, from GET /account of API Gateway. */
export function checkLogRole(answer: Answer): Finding[] {
  const check = 'Log role of API Gateway';
  return judge({ check, action: 'apigateway:GET on /account' }, answer, account, ({ cloudwatchRoleArn }) => [
    cloudwatchRoleArn
      ? ok(check, `${cloudwatchRoleArn} is set.`)
      : missing(
          check,
          'FIRSTLIGHT_REST_ACCESS_LOGS is true and no role is set, so the stage of the REST API cannot be created. docs/deployment.md says how to create the role.',
          'aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=ARN',
        ),
  ]);
}
