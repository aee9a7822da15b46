import { catalogNeeds, type FunctionNeeds } from '../../needs';
import { restNeeds } from '../rest-needs';

export const needs = { environment: { ...catalogNeeds, ...restNeeds } } satisfies FunctionNeeds;
