import type { ResourceNaming } from '../../runtime';
import { generatedName } from '../../template/physical-name';

export const ssmNames: Record<string, ResourceNaming> = {
  'AWS::SSM::Parameter': (resource) => {
    const name = resource.optional('Name') ?? generatedName(resource, 255);
    return { ref: name, attributes: { Type: 'String' } };
  },
};
