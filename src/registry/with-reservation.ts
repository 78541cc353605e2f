import type { FunctionRecord } from './function-record.js';

/** The record with another reservation, or with none. */
export function withReservation(record: FunctionRecord, reserved: number | undefined): FunctionRecord {
  const members = Object.entries(record).filter(([name]) => name !== 'reservedConcurrency');
  const rest = Object.fromEntries(members) as unknown as FunctionRecord;
  return reserved === undefined ? rest : { ...rest, reservedConcurrency: reserved };
}
