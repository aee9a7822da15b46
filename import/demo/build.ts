import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Startup } from '../../amplify/domain/startup';
import { readFiles } from '../import-startups';

/*
 * Builds the demo set from the two files of the Crunchbase export of October 2013, by the importer's own mapping:
 *   npm run import:demo -- COMPANIES ROUNDS --since 2012-01-01
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Leaves out startups whose newest round is older. */
    since: { type: 'string', default: '1900-01-01' },
    out: { type: 'string', default: 'import/demo/startups.jsonl.gz' },
  },
});

const { assembled } = await readFiles(positionals, { source: 'crunchbase-2013', now: new Date() });
const demo = assembled.candidates
  .flatMap(({ startup }) => (startup.listedAt === null ? [] : [{ ...startup, listedAt: startup.listedAt }]))
  .filter((startup) => isComplete(startup) && startup.listedAt >= values.since)
  .sort((a, b) => b.listedAt.localeCompare(a.listedAt, 'en') || a.id.localeCompare(b.id, 'en'));

const lines = demo.map((startup) => JSON.stringify(startup, shippedFact));
await writeFile(values.out, gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
process.stdout.write(`${demo.length} startups, ${demo.at(-1)?.listedAt} to ${demo[0]?.listedAt}: ${values.out}\n`);

/** Whether a startup is listed and has every field that browsing and matching use. */
function isComplete({ listed, industry, fundingStage, country, region, city, fundingAmount }: Startup): boolean {
  return listed && [industry, fundingStage, country, region ?? city, fundingAmount].every((fact) => fact !== null);
}

/** Omits unknown facts, and those that are the same for the whole set. */
function shippedFact(key: string, value: unknown): unknown {
  const empty = value === null || (Array.isArray(value) && value.length === 0);
  return empty || key === 'updatedAt' || key === 'listed' ? undefined : value;
}
