import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Resource } from './grants';

export interface ScheduledStartsProps {
  stateMachine: StateMachine;
  /** The batch: when its time is over, it schedules another invocation. */
  startDueDigests: IFunction;
}

/** The group of one-time schedules for starts later in the hour, and the role that EventBridge Scheduler assumes. */
export class ScheduledStarts extends Construct {
  /** Actions are granted on the schedules of the group. */
  readonly group: Resource;
  readonly role: Resource;

  constructor(scope: Construct, id: string, props: ScheduledStartsProps) {
    super(scope, id);
    const group = new CfnScheduleGroup(this, 'Group', {});
    const schedules = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${group.ref}/digest-*`,
    });
    this.group = { value: group.ref, arns: [schedules] };

    const role = new Role(this, 'Role', {
      description: 'EventBridge Scheduler starts the matching workflow and the batch with this role.',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    props.stateMachine.grantStartExecution(role);
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.startDueDigests.functionArn] }),
    );
    this.role = { value: role.roleArn, arns: [role.roleArn] };
  }
}
