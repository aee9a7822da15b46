import vue from '@vitejs/plugin-vue';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The catalogue of components (`npm run ui`). It is a separate app: the product's bundle does not contain it. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: resolve(import.meta.dirname, '../../public'),
  plugins: [vue({ features: { optionsAPI: false } })],
  build: { target: 'es2022' },
  server: { port: 5174 },
});
