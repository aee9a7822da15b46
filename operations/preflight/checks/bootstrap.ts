import * as z from 'zod';
import { judge, type Answer } from '../answer';
import { missing, ok, type Finding } from '../finding';

const parameter = z.object({ Parameter: z.object({ Value: z.string().regex(/^\d+$/).transform(Number) }) });

/** CDK's bootstrap stack, from ssm:GetParameter of the version. `required` is what the cloud assembly states. */
export function checkBootstrap(
  answer: Answer,
  required: number,
  { account, region }: { account: string; region: string },
): Finding[] {
  const check = 'CDK bootstrap';
  const mend = `npx aws-cdk bootstrap aws://${account}/${region}`;
  return judge(
    { check, action: 'ssm:GetParameter' },
    answer,
    parameter,
    ({ Parameter: { Value: version } }) => [
      version >= required
        ? ok(check, `Version ${version}; ${required} or newer is needed.`)
        : missing(check, `Version ${version} is too old: ${required} or newer is needed.`, mend),
    ],
    { names: ['ParameterNotFound'], means: () => [missing(check, `${region} is not bootstrapped.`, mend)] },
  );
}
