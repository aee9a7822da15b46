import { expect, it } from 'vitest';
import { stopAll } from './stop-all';

it('stops in reverse order of starting, and continues after a failure', async () => {
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
