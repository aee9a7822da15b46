import { expect, it } from 'vitest';
import type { StackTemplate } from '../../local/template/stack-template';
import { readDeploymentSettings } from '../../amplify/deployment-settings';
import { checkTemplates } from './check-templates';
import { readTemplateNeeds } from './template-needs';

const settings = readDeploymentSettings({ FIRSTLIGHT_SENDER: 'digest@example.com' }, true);

/** A stack with this many resources of each type. */
function stack(name: string, counts: Record<string, number>, children: StackTemplate[] = []): StackTemplate {
  const Resources = Object.fromEntries(
    Object.entries(counts).flatMap(([Type, count]) =>
      Array.from({ length: count }, (_, i) => [`${Type.replaceAll(':', '')}${i}`, { Type }]),
    ),
  );
  return {
    name,
    stackName: name,
    template: { Resources },
    paths: new Map(),
    children: new Map(children.map((child) => [child.name, child])),
  };
}

const find = (root: StackTemplate, check: string) =>
  checkTemplates(readTemplateNeeds(root), settings).find((finding) => finding.check === check);

it('counts the tables of all stacks, also those of the table manager', () => {
  const child = stack('data', { 'Custom::AmplifyDynamoDBTable': 5 });
  expect(find(stack('root', { 'AWS::DynamoDB::Table': 2 }, [child]), 'Tables')).toMatchObject({
    result: 'ok',
    says: expect.stringContaining('7 of 2500'),
  });
});

it('adds up the reserved concurrency', () => {
  const root = stack('root', { 'AWS::Lambda::Function': 3 });
  const [first, second] = Object.values(root.template.Resources!);
  first!.Properties = { ReservedConcurrentExecutions: 5 };
  second!.Properties = { ReservedConcurrentExecutions: 2 };
  expect(readTemplateNeeds(root).reservedConcurrency).toBe(7);
});

it.each([
  ['Stack resources', stack('root', { 'AWS::SNS::Topic': 1 }, [stack('data', { 'AWS::AppSync::Resolver': 501 })])],
  [
    'Resources of one operation',
    stack(
      'root',
      {},
      Array.from({ length: 6 }, (_, i) => stack(`s${i}`, { T: 450 })),
    ),
  ],
  [
    'Roles',
    stack(
      'root',
      {},
      Array.from({ length: 3 }, (_, i) => stack(`s${i}`, { 'AWS::IAM::Role': 400 })),
    ),
  ],
])('%s over the limit are missing', (check, root) => {
  expect(find(root, check)).toMatchObject({ result: 'missing' });
});
