interface KnownDevicesTable {
  user_id: string;
  /** Keyed hash of what names the device, of this user alone. */
  device_hash: string;
  first_seen_at: number;
  last_seen_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    known_devices: KnownDevicesTable;
  }
}

/** A device, whose it is, and when. */
export interface SeenDevice {
  userId: string;
  deviceHash: string;
  /** Epoch milliseconds. */
  at: number;
}

export function toNewRow({ userId, deviceHash, at }: SeenDevice): KnownDevicesTable {
  return { user_id: userId, device_hash: deviceHash, first_seen_at: at, last_seen_at: at };
}
