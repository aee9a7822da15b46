import * as z from 'zod';

/** Properties of AWS::Events::Rule. */
export const rule = z.object({
  ScheduleExpression: z.string().optional(),
  Targets: z.array(z.object({ Arn: z.unknown() })),
});
