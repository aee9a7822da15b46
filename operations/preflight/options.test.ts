import { describe, expect, it } from 'vitest';
import { readOptions } from './options';

describe('the arguments', () => {
  it('name a sandbox, by default with the name that ampx takes', () => {
    expect(readOptions(['--sandbox', '--identifier', 'ann'], {}).target).toEqual({
      type: 'sandbox',
      name: 'ann',
      appId: null,
    });
    expect(readOptions(['--sandbox'], {}).target.name).not.toBe('');
  });

  it('name a branch, whose app is an argument or in the environment of Amplify Hosting', () => {
    const environment = { AWS_APP_ID: 'd111' };
    expect(readOptions(['--branch', 'main'], environment).target.appId).toBe('d111');
    expect(readOptions(['--branch', 'main', '--app-id', 'd222'], environment).target.appId).toBe('d222');
    expect(readOptions(['--branch', 'main'], {}).target).toEqual({ type: 'branch', name: 'main', appId: null });
  });

  it.each([[[]], [['--sandbox', '--branch', 'main']], [['--sandbox', '--fast']]])('%j are refused', (args) => {
    expect(() => readOptions(args, {})).toThrow();
  });
});
