import type { Reservation, Reservations } from './reservations';
import { download, type DownloadDeps, type DownloadJob, type DownloadOptions } from './download';
import type { CountedWork } from './hash';
import { keepFile, type KeepDeps } from './keep';
import type { KeptRecord } from './records';

/** As `download`, beside other work that writes. `doneBytes`: what is there of an earlier time. */
export function downloadReserving(
  reservations: Reservations,
  job: DownloadJob,
  doneBytes: number,
  deps: Omit<DownloadDeps, 'freeBytes'>,
  { signal, onProgress }: DownloadOptions,
): Promise<KeptRecord> {
  return withReservation(reservations, (job.bytes ?? 0) - doneBytes, (reservation) =>
    download(
      job,
      { ...deps, freeBytes: reservation.freeBytes },
      {
        signal,
        onProgress(progress) {
          reservation.needs((progress.totalBytes ?? 0) - progress.doneBytes);
          onProgress(progress);
        },
      },
    ),
  );
}

/** As `keepFile`, beside other work that writes. */
export function keepReserving(
  reservations: Reservations,
  file: Blob,
  name: string,
  deps: Omit<KeepDeps, 'freeBytes'>,
  { signal, onProgress }: CountedWork,
): Promise<KeptRecord> {
  return withReservation(reservations, file.size, (reservation) =>
    keepFile(
      file,
      name,
      { ...deps, freeBytes: reservation.freeBytes },
      {
        signal,
        onProgress(doneBytes) {
          reservation.needs(file.size - doneBytes);
          onProgress(doneBytes);
        },
      },
    ),
  );
}

async function withReservation<T>(
  reservations: Reservations,
  bytes: number,
  work: (reservation: Reservation) => Promise<T>,
): Promise<T> {
  const reservation = reservations.open();
  try {
    reservation.needs(bytes);
    return await work(reservation);
  } finally {
    reservation.release();
  }
}
