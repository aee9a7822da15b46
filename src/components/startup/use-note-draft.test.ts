import { expect, it } from 'vitest';
import { NOTE_MAX } from '../../../amplify/domain/bookmark';
import { LONGEST_NOTE } from './use-note-draft';

it('allows notes as long as the backend does', () => {
  expect(LONGEST_NOTE).toBe(NOTE_MAX);
});
