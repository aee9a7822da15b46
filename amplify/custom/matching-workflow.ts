import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  JitterType,
  LogLevel,
  Pass,
  StateMachine,
  StateMachineType,
  Succeed,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { RETRY, RETRYABLE_ERRORS } from './retryable-errors';

export interface MatchingWorkflowProps {
  /** Names the log group. */
  deployment: string;
  findMatches: IFunction;
  sendEmail: IFunction;
  recordFailure: IFunction;
}

/**
 * MatchStartups -> CheckMatches -> SendEmail or NoMatches. An Express workflow starts faster than a Standard one and
 * costs a twentieth. It may run twice, which the claim on the digest makes harmless.
 */
export class MatchingWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: MatchingWorkflowProps) {
    super(scope, id);

    const recordFailure = this.task('RecordFailure', props.recordFailure);
    recordFailure.next(new Fail(this, 'DigestFailed', { error: 'DigestFailed', cause: 'Recorded on the digest.' }));

    const sendEmail = this.task('SendEmail', props.sendEmail).addCatch(recordFailure, { resultPath: '$.failure' });
    const checkMatches = new Choice(this, 'CheckMatches')
      .when(Condition.numberGreaterThan('$.matchCount', 0), sendEmail.next(new Succeed(this, 'EmailHandled')))
      .otherwise(new Pass(this, 'NoMatches'));
    const findMatches = this.task('MatchStartups', props.findMatches)
      .addCatch(recordFailure, { resultPath: '$.failure' })
      .next(checkMatches);

    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.EXPRESS,
      definitionBody: DefinitionBody.fromChainable(findMatches),
      timeout: Duration.minutes(4),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          // Groups of this prefix share one statement of CloudWatch Logs' resource policy, whose size is limited.
          logGroupName: `/aws/vendedlogs/states/${props.deployment}`,
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
  }

  private task(name: string, lambdaFunction: IFunction): LambdaInvoke {
    const task = new LambdaInvoke(this, name, {
      stateName: name,
      lambdaFunction,
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
    });
    task.addRetry({
      errors: RETRYABLE_ERRORS,
      interval: Duration.seconds(RETRY.intervalSeconds),
      backoffRate: RETRY.backoffRate,
      maxAttempts: RETRY.maxAttempts,
      maxDelay: Duration.seconds(RETRY.maxDelaySeconds),
      jitterStrategy: JitterType.FULL,
    });
    return task;
  }
}
