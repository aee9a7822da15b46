import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';
import { generatedName } from '../../template/physical-name';

export const eventsNames: Record<string, ResourceNaming> = {
  'AWS::Events::Rule': (resource) => {
    const name = resource.optional('Name') ?? generatedName(resource);
    return { ref: name, attributes: { Arn: `arn:aws:events:${REGION}:${ACCOUNT}:rule/${name}` } };
  },
  'AWS::Scheduler::ScheduleGroup': (resource) => {
    const name = resource.optional('Name') ?? generatedName(resource);
    const arn = `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule-group/${name}`;
    return { ref: name, attributes: { Arn: arn, State: 'ACTIVE' } };
  },
};
