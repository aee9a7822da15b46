import { expect, it } from 'vitest';
import { stopAll } from './stop-all';

it('stops the last to start first, and all of them though one fails', async () => {
  const stopped: string[] = [];
  const service = (name: string, problem?: Error) => ({
    stop: async () => {
      stopped.push(name);
      if (problem) throw problem;
    },
  });
  const broken = new Error('still busy');
  await expect(stopAll([service('tables'), service('mail', broken), service('app')])).rejects.toMatchObject({
    errors: [broken],
  });
  expect(stopped).toEqual(['app', 'mail', 'tables']);
  await expect(stopAll([])).resolves.toBeUndefined();
});
