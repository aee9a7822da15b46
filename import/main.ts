import { runImport } from './run-import';

// The AWS SDK would advise, on every run, a newer Node than this project asks for.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

process.exitCode = await runImport(process.argv.slice(2), process);
