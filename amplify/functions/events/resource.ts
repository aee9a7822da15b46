import { defineLambda } from '../define-lambda';

export const recordDelivery = defineLambda({
  name: 'record-delivery',
  from: import.meta.url,
  entry: './record-delivery/handler.ts',
});
