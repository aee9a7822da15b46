import { runImport } from './run-import';

// Otherwise the AWS SDK recommends a newer Node than this project requires, on every run.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

process.exitCode = await runImport(process.argv.slice(2), process);
