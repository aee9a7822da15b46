import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

/**
 * The layers of docs/architecture.md as a rule: `target` may not import from `from`, apart from `except`.
 * `domain` imports nothing outside itself; `local` reads only the synthesised templates.
 */
const LAYERS = [
  {
    target: './amplify/domain',
    from: ['./amplify/!(domain)/**/*', './src/**/*', './local/**/*', './import/**/*', './tests/**/*'],
    message: 'domain/ imports nothing outside itself: pass it in as an argument or a port.',
  },
  {
    target: './amplify/adapters',
    from: ['./amplify/!(domain|adapters)/**/*', './src/**/*', './local/**/*', './import/**/*'],
    message: 'adapters/ import domain/ only.',
  },
  {
    target: './amplify/!(domain|adapters)/**/*',
    from: ['./src/**/*', './local/**/*', './import/**/*'],
    message: 'The backend imports nothing of the app, the runner or the importer.',
  },
  {
    target: './src',
    from: ['./amplify/!(domain)/**/*', './local/**/*', './import/**/*'],
    message: 'The app imports pure functions of amplify/domain. Types of the API come from src/api/operations.',
  },
  {
    target: './src/components/*.*',
    from: ['./src/{stores,api,views}/**/*'],
    message: 'Shared components take props and emit events. Parts of pages, in the folders below, can use stores.',
  },
  {
    target: './local',
    from: ['./amplify/**/*', './src/**/*', './import/**/*'],
    message: 'local/ reads only the synthesised templates, so that it runs what deploys.',
  },
  {
    target: './import',
    from: ['./src/**/*', './local/**/*'],
    message: 'The importer imports the domain and the adapters only.',
  },
  {
    target: './operations',
    from: ['./src/**/*', './import/**/*', './tests/**/*'],
    message: 'The commands of operations/ import the backend and the templates only.',
  },
  {
    target: './{amplify,src,local,import}/**/*',
    from: ['./operations/**/*'],
    message: 'Nothing that deploys or runs imports the commands of operations/.',
  },
];

/** Files that neither a Lambda nor the app runs: only they import `devDependencies`. */
const BUILD_AND_TEST = [
  'amplify/{backend,deployment-settings}.ts',
  'amplify/auth/*.ts',
  'amplify/{custom,data}/**',
  'amplify/**/resource.ts',
  'amplify/functions/{define-lambda,bundling}.ts',
  '{tests,local,import,operations,vite,licences,docs,src/catalogue,src/testing}/**',
  '**/*.test.ts',
  '*.config.{js,ts}',
];

/** A name has one path (decision 0027). The two modules that exist to re-export disable the rule with their reason. */
const ONE_PATH = ['ExportAllDeclaration', 'ExportNamedDeclaration[specifiers.length>0]'].map((selector) => ({
  selector,
  message: 'Import the name from the file that declares it (decision 0027).',
}));

/** State of a module outlives requests. WeakMaps are allowed: the key owns the entry. */
const NO_MODULE_STATE = [
  "VariableDeclaration[kind='let']",
  "VariableDeclaration > VariableDeclarator[init.type='NewExpression'][init.callee.name=/^(Map|Set)$/][init.arguments.length=0]",
  "VariableDeclaration > VariableDeclarator[init.type='ArrayExpression'][init.elements.length=0]",
  "VariableDeclaration > VariableDeclarator[init.type='ObjectExpression'][init.properties.length=0]",
  "VariableDeclaration > VariableDeclarator[init.type='NewExpression'][init.callee.name=/Array$/]",
].flatMap((selector) =>
  ['Program', 'Program > ExportNamedDeclaration'].map((parent) => ({
    selector: `${parent} > ${selector}`,
    message: 'domain/ has no state between calls: pass it as an argument, or keep it in a WeakMap by its owner.',
  })),
);

export default tseslint.config(
  { ignores: ['dist', '.amplify', '.local', 'coverage', 'node_modules', 'amplify_outputs.json'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue,js}'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] } },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.vue', '.json'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: LAYERS }],
      'import-x/no-cycle': 'error',
      'import-x/no-extraneous-dependencies': [
        'error',
        // amplify/package.json, which only states the module type, is not the one that lists packages.
        { devDependencies: BUILD_AND_TEST, packageDir: import.meta.dirname },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-restricted-syntax': ['error', ...ONE_PATH],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts', 'src/text/moments.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...ONE_PATH,
        ...[
          "MemberExpression[object.name='Intl'][property.name='DateTimeFormat']",
          'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]',
          'CallExpression[callee.property.name=/^get(FullYear|Month|Date|Day|Hours|Minutes)$/]',
        ].map((selector) => ({
          selector,
          message: "Instants are shown in the investor's zone, by src/text/moments.ts.",
        })),
      ],
    },
  },
  {
    files: ['amplify/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'domain/ has no environment.' },
        { name: 'fetch', message: 'domain/ does no I/O.' },
      ],
      'no-restricted-syntax': [
        'error',
        ...ONE_PATH,
        ...NO_MODULE_STATE,
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time enters as an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time enters as an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Randomness enters as an argument.',
        },
        {
          selector: 'ImportDeclaration[source.value=/^(node:|@aws|aws-)/]',
          message: 'domain/ does no I/O.',
        },
      ],
    },
  },
  {
    files: ['amplify/**/{needs,rest-needs,signing-keys}.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Both the synthesis and the function import it.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(node:|@aws|aws-|constructs)|adapters/(?!signing-keys)|domain/|/(handler|observed|environment)$',
              message: 'Both the synthesis and the function import it: it holds data and zod schemas only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    ignores: ['src/api/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'vue',
              importNames: ['defineAsyncComponent'],
              message: 'Load a part with usePart, which shows a failure in its place (decision 0022).',
            },
          ],
          patterns: [{ group: ['aws-amplify', 'aws-amplify/*'], message: 'Only src/api talks to Amplify.' }],
        },
      ],
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      // Layout is Prettier's.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
);
