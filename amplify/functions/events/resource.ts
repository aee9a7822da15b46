import { defineLambda } from '../define-lambda';
import { needs as recordDeliveryNeeds } from './record-delivery/needs';

export const recordDelivery = defineLambda({
  name: 'record-delivery',
  from: import.meta.url,
  entry: './record-delivery/handler.ts',
  needs: recordDeliveryNeeds,
});
