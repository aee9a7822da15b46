import { ACCOUNT, REGION, type ResourceNaming } from '../../runtime';
import { generatedName } from '../../template/physical-name';

export const stepFunctionsNames: Record<string, ResourceNaming> = {
  'AWS::StepFunctions::StateMachine': (resource) => {
    const name = resource.optional('StateMachineName') ?? generatedName(resource, 80);
    const arn = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}`;
    return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: 'INITIAL' } };
  },
};
