import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDERS = ['.ci', '.github', 'amplify', 'docs', 'import', 'local', 'public', 'src', 'tests', 'vite'];
/** What a build or a run writes; `state/` is the local runner's. */
const WRITTEN = /^(dist|node_modules|coverage|state|\.local|\.amplify)\b|amplify_outputs\.json$/;
const PLACEHOLDER = /\b(NAME|SERVICE)\b/;
const SOURCE = /\.(ts|vue)$/;
const FILE = /^[\w@.-]+(\/[\w@.-]+)*\.(css|html|js|json|jsonl|jsonl\.gz|md|mjs|ts|vue|yml)$/;
const FOLDER = /^[\w@.-]+(\/[\w@.-]+)*\/$/;

/**
 * One line for each relative link whose target does not exist, for each file or folder in backticks that is not in the
 * tree, and for each name in the glossary that no source file has. Paths in backticks may leave out leading folders.
 */
export async function staleNames(root: string): Promise<string[]> {
  const files = await listFiles(root);
  const folders = [...new Set(files.flatMap(foldersOf))];
  const documents = files.filter((file) => file.endsWith('.md'));
  const texts = await Promise.all(documents.map((file) => readFile(path.join(root, file), 'utf8')));
  const stale = documents.flatMap((document, i) => {
    const links = [...texts[i]!.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map((match) => match[1]!);
    const missing = links.filter((link) => !existsSync(path.join(root, path.dirname(document), link)));
    const named = codeSpans(texts[i]!).filter((span) => FILE.test(span) || FOLDER.test(span));
    const unknown = named.filter(
      (span) => !WRITTEN.test(span) && !PLACEHOLDER.test(span) && ![...files, ...folders].some(endsIn(span)),
    );
    return [...missing, ...unknown].map((name) => `${document}: ${name} does not exist`);
  });
  return [...stale, ...(await unknownWords(root, files))];
}

/** Identifiers of the glossary that no source file has as a word. */
async function unknownWords(root: string, files: string[]): Promise<string[]> {
  const glossary = await readFile(path.join(root, 'docs/glossary.md'), 'utf8');
  const sources = files.filter((file) => SOURCE.test(file) && file !== 'docs/generate/named-files.ts');
  const text = (await Promise.all(sources.map((file) => readFile(path.join(root, file), 'utf8')))).join('\n');
  const known = new Set(text.match(/[A-Za-z]\w*/g));
  const identifiers = codeSpans(glossary).filter((span) => /^[A-Za-z]\w*$/.test(span));
  return identifiers.filter((word) => !known.has(word)).map((word) => `docs/glossary.md: no source has ${word}`);
}

/** Text in backticks, without fenced blocks. */
function codeSpans(markdown: string): string[] {
  return [...markdown.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
}

const endsIn = (named: string) => (known: string) => `/${known}`.endsWith(`/${named}`);

function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, i) => `${parts.slice(0, i + 1).join('/')}/`);
}

async function listFiles(root: string): Promise<string[]> {
  const inFolders = await Promise.all(
    FOLDERS.map(async (folder) => {
      const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
    }),
  );
  const atRoot = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile());
  return [...atRoot.map(({ name }) => name), ...inFolders.flat()];
}
