import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Where the batch leaves one-time schedules for digests later in the hour, and the role they start the workflow with. */
export class DelayedStarts extends Construct {
  readonly groupName: string;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: { stateMachine: StateMachine }) {
    super(scope, id);
    const group = new CfnScheduleGroup(this, 'Group', {});
    this.groupName = group.ref;
    this.role = new Role(this, 'Role', {
      description: 'EventBridge Scheduler starts the matching workflow with it.',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    props.stateMachine.grantStartExecution(this.role);
  }

  /** ARN pattern of the schedules in this group. */
  get scheduleArn(): string {
    return Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${this.groupName}/digest-*`,
    });
  }
}
