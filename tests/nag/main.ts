import { ACKNOWLEDGEMENTS } from './acknowledgements';
import { findingsOf } from './findings';
import { review } from './review';

// A branch with every part switched on: what a sandbox has is a subset. Nothing is bundled or written.
process.env['CDK_CONTEXT_JSON'] = JSON.stringify({
  'amplify-backend-namespace': 'd1a2b3c4d5e6f7',
  'amplify-backend-name': 'main',
  'amplify-backend-type': 'branch',
  'aws:cdk:bundling-stacks': [],
});
Object.assign(process.env, {
  FIRSTLIGHT_SENDER: 'digest@example.com',
  FIRSTLIGHT_SENDER_IDENTITY: 'example.com',
  FIRSTLIGHT_CREATE_IDENTITY: 'true',
  FIRSTLIGHT_APP_URL: 'https://app.example.com',
  FIRSTLIGHT_POSTAL_ADDRESS: 'Example Ltd, 1 Example Street, London',
  FIRSTLIGHT_UNSUBSCRIBE_MAILBOX: 'unsubscribe@example.com',
  FIRSTLIGHT_OPERATOR_EMAIL: 'operator@example.com',
});

const { backend } = await import('../../amplify/backend');
const findings = findingsOf(backend.stack.node.root);
const { open, stale } = review(findings, ACKNOWLEDGEMENTS);
for (const { rule, detail, path, description } of open) {
  process.stderr.write(`${rule} ${path} ${detail}\n  ${description}\n`);
}
for (const { rule, where } of stale) {
  process.stderr.write(`The acknowledgement of ${rule} for ${where.source} covers nothing: delete it.\n`);
}
if (open.length > 0 || stale.length > 0) process.exitCode = 1;
else process.stdout.write(`cdk-nag: ${findings.length} findings, all acknowledged with a reason.\n`);
