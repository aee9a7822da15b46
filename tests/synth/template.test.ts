// @ts-expect-error asl-validator ships no types
import validateAsl from 'asl-validator';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ANSWER_WITHIN_MS } from '../../src/api/deadline';
import * as z from 'zod';
import { readAssembly, type Assembly } from './assembly';
import { rule } from './rule';
import { createSpecificationCheck } from './specification';

/* What the tests read of a resource's properties. */
const lambda = z.looseObject({
  Code: z.unknown(),
  Timeout: z.number().optional(),
  Environment: z.object({ Variables: z.looseObject({ POWERTOOLS_SERVICE_NAME: z.string().optional() }) }).optional(),
});
const method = z.looseObject({ HttpMethod: z.string(), ResourceId: z.object({ Ref: z.string().optional() }) });
const errors = z.looseObject({ ErrorEquals: z.array(z.string()) });
const stateMachine = z.looseObject({
  StartAt: z.string(),
  States: z.record(
    z.string(),
    z.looseObject({
      Next: z.string().optional(),
      Retry: z.array(errors).optional(),
      Catch: z.array(errors).optional(),
    }),
  ),
});
const substitution = z.union([z.tuple([z.string()]), z.tuple([z.string(), z.record(z.string(), z.unknown())])]);
const join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

let assembly: Assembly;
let check: Awaited<ReturnType<typeof createSpecificationCheck>>;
beforeAll(async () => {
  [assembly, check] = await Promise.all([readAssembly(), createSpecificationCheck()]);
});

describe('the templates', () => {
  it('use only resource types, properties and value types that CloudFormation specifies', () => {
    const own = assembly.resources.filter((resource) => !resource.Type.startsWith('Custom::'));
    expect(own.length).toBeGreaterThan(100);
    expect(own.flatMap(check)).toEqual([]);
  });

  it('are refused when a property is misspelt, missing or of the wrong type', () => {
    const faulty = { stack: 's', logicalId: 'F', Type: 'AWS::Lambda::Function' };
    expect(check({ ...faulty, Properties: { Code: {}, Rolle: 'x', Timeout: 'soon' } })).toEqual([
      's F (AWS::Lambda::Function): .Rolle: unknown property',
      's F (AWS::Lambda::Function): .Timeout: "soon" is not integer',
      's F (AWS::Lambda::Function): .Role: required, but missing',
    ]);
  });

  it('refer only to assets that were written', () => {
    const missing = assembly.assets.filter((asset) => !existsSync(path.join(assembly.dir, asset.path)));
    expect(missing).toEqual([]);
  });

  it('refer only to resources and parameters of their own template', () => {
    const pseudo = /^AWS::/;
    const dangling: string[] = [];
    for (const [file, template] of Object.entries(assembly.templates)) {
      const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters ?? {})]);
      for (const id of references(template)) if (!known.has(id) && !pseudo.test(id)) dangling.push(`${file}: ${id}`);
    }
    expect(dangling).toEqual([]);
  });

  it('are refused when a Sub names something that does not exist', () => {
    const sub = { 'Fn::Sub': ['${!Literal} ${Own} ${AWS::Region} ${Table.Arn}', { Own: { Ref: 'Given' } }] };
    expect(references(sub)).toEqual(['AWS::Region', 'Table', 'Given']);
  });
});

describe('functions', () => {
  /** Without the functions of Amplify's table manager, which this backend does not configure. */
  const ours = () =>
    assembly.ofType('AWS::Lambda::Function', lambda).flatMap((f) => {
      const name = f.Properties.Environment?.Variables.POWERTOOLS_SERVICE_NAME;
      return name === undefined ? [] : [{ name, ...f }];
    });

  it('that answer the app end before its timeout: after at most ten seconds of twelve (AppSync allows thirty)', () => {
    const answering = ['preview-matches', 'request-recommendations', 'resume-email', 'save-bookmark', 'save-preferences', 'search-startups']; // prettier-ignore
    for (const { name, Properties } of ours()) {
      if (answering.includes(name)) expect(Properties.Timeout, name).toBeLessThanOrEqual(ANSWER_WITHIN_MS / 1000 - 2);
    }
  });

  it('run on nodejs24.x and arm64 as one ES module of at most 680 KB', () => {
    expect(
      ours()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'find-matches',
      'post-confirmation',
      'preview-matches',
      'publish-catalog',
      'record-delivery',
      'record-failure',
      'request-recommendations',
      'resume-email',
      'save-bookmark',
      'save-preferences',
      'search-startups',
      'send-email',
      'start-due-digests',
      'unsubscribe',
    ]);
    for (const f of ours()) {
      expect(f.Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
      const hash = /[0-9a-f]{64}/.exec(JSON.stringify(f.Properties.Code))![0];
      const bundle = path.join(assembly.dir, `asset.${hash}`, 'index.mjs');
      expect.soft(statSync(bundle).size, f.logicalId).toBeLessThanOrEqual(680 * 1024);
    }
  });
});

describe('the matching workflow', () => {
  it('is a valid state machine with the states that the architecture names', () => {
    // Amplify's table manager has a state machine of its own.
    const [machine] = assembly
      .ofType('AWS::StepFunctions::StateMachine')
      .filter((one) => JSON.stringify(one.Properties['DefinitionString']).includes('MatchStartups'));
    expect(machine!.Properties['StateMachineType']).toBe('EXPRESS');
    const asl: unknown = JSON.parse(literal(machine!.Properties['DefinitionString']));
    const { isValid, errorsText } = validateAsl(asl);
    expect(isValid, errorsText()).toBe(true);
    const definition = stateMachine.parse(asl);
    expect(definition.StartAt).toBe('MatchStartups');
    expect(definition.States['MatchStartups']!.Next).toBe('CheckMatches');
    expect(definition.States['CheckMatches']).toMatchObject({
      Type: 'Choice',
      Choices: [{ Variable: '$.matchCount', NumericGreaterThan: 0, Next: 'SendEmail' }],
      Default: 'NoMatches',
    });
    expect(definition.States['NoMatches']).toMatchObject({ Type: 'Pass', End: true });
    for (const task of ['MatchStartups', 'SendEmail']) {
      const { Retry, Catch } = definition.States[task]!;
      expect(Retry![0]!.ErrorEquals).toContain('TransientError');
      expect(Retry![0]!.ErrorEquals).not.toContain('States.ALL');
      expect(Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'RecordFailure' }]);
    }
  });

  it('is started by the batch each hour, on the hour', () => {
    const hourly = assembly.ofType('AWS::Events::Rule', rule).filter((one) => one.Properties.ScheduleExpression);
    expect(hourly.map((one) => one.Properties.ScheduleExpression)).toEqual(['cron(0 * * * ? *)']);
    expect(JSON.stringify(hourly[0]!.Properties.Targets[0]!.Arn)).toContain('startduedigests');
  });
});

describe('auth', () => {
  it('requires twelve mixed characters, confirms the email, has the group ADMINS and admits no guest', () => {
    const [pool] = assembly.ofType('AWS::Cognito::UserPool');
    expect(pool!.Properties).toMatchObject({
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
    });
    expect(pool!.Properties['AutoVerifiedAttributes']).toEqual(['email']);
    expect(pool!.Properties['LambdaConfig']).toHaveProperty('PostConfirmation');
    expect(assembly.ofType('AWS::Cognito::UserPoolGroup').map((g) => g.Properties['GroupName'])).toEqual(['ADMINS']);
    const [identities] = assembly.ofType('AWS::Cognito::IdentityPool');
    expect(identities!.Properties['AllowUnauthenticatedIdentities']).toBe(false);
  });
});

describe('the REST API', () => {
  it('has four routes, which need a token of the user pool and are throttled', () => {
    const parts = Object.fromEntries(
      assembly.ofType('AWS::ApiGateway::Resource').map((r) => [r.logicalId, r.Properties['PathPart']]),
    );
    const methods = assembly
      .ofType('AWS::ApiGateway::Method', method)
      .map(({ Properties }) => Properties)
      .filter(({ HttpMethod }) => HttpMethod !== 'OPTIONS');
    expect(methods.map((m) => `${m.HttpMethod} /${String(parts[m.ResourceId.Ref!])}`).sort()).toEqual([
      'GET /startups',
      'POST /bookmarks',
      'POST /match-startups',
      'POST /preferences',
    ]);
    for (const { AuthorizationType } of methods) expect(AuthorizationType).toBe('COGNITO_USER_POOLS');
    const [stage] = assembly.ofType('AWS::ApiGateway::Stage');
    expect(stage!.Properties['MethodSettings']).toMatchObject([
      { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    ]);
  });
});

describe('the unsubscribe link', () => {
  it('is the only public address, with tokens that are signed by keys in KMS', () => {
    const urls = assembly.ofType('AWS::Lambda::Url');
    expect(urls.map((url) => url.Properties['AuthType'])).toEqual(['NONE']);
    expect(JSON.stringify(urls[0]!.Properties['TargetFunctionArn'])).toContain('unsubscribe');
    const keys = assembly.ofType('AWS::KMS::Key');
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key.Properties).toMatchObject({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    }
  });
});

/** Ids that Ref, GetAtt and Sub name anywhere in the value. */
function references(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(references);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'Ref' && typeof value === 'string') return [value];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(value) ? value[0] : value).split('.')[0]!];
    if (key === 'Fn::Sub') {
      const [text, own] = substitution.parse([value].flat());
      return [...substituted(text, own), ...references(own)];
    }
    return references(value);
  });
}

/** Ids in a Sub's text, without `${!Literal}` and the names that the Sub itself defines. */
function substituted(text: string, own: Record<string, unknown> = {}): string[] {
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1]!.trim());
  return names.filter((name) => !(name in own)).map((name) => (name.startsWith('AWS::') ? name : name.split('.')[0]!));
}

/** A Join as text, with every unresolved part as a placeholder. */
function literal(value: unknown): string {
  if (typeof value === 'string') return value;
  const [separator, parts] = join.parse(value)['Fn::Join'];
  return parts
    .map((part) => (typeof part === 'string' ? part : 'arn:aws:lambda:eu-central-1:0:function:f'))
    .join(separator);
}
