import * as z from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** A statement of a policy: actions as a list, resources with their intrinsic functions. */
const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: z
    .unknown()
    .transform((value) => [value].flat())
    .optional(),
  NotResource: z.unknown().optional(),
});

const policyDocument = z.object({ Statement: z.array(statement) });

/** Properties of AWS::IAM::Policy and AWS::IAM::ManagedPolicy. */
export const policyProperties = z.object({ PolicyDocument: policyDocument });

/** Properties of AWS::IAM::Role. */
export const roleProperties = z.object({
  Policies: z.array(policyProperties).default([]),
  ManagedPolicyArns: z.array(z.unknown()).default([]),
});
