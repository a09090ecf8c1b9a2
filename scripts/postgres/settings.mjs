import { statfsSync } from "node:fs";
import { totalmem } from "node:os";

const MB = 1024 * 1024;

/** Command-line settings of the server. A throw-away test server may lose its data with the power; ours may not. */
export function serverSettings({ port, test = false }) {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port,
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: 200,
    shared_buffers: `${test ? 128 : sharedBuffersMb(totalmem())}MB`,
    work_mem: "32MB",
    maintenance_work_mem: "128MB",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    jit: "off",
    ...(smallSharedMemory() && { dynamic_shared_memory_type: "mmap" }),
    ...(test && { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/**
 * Environment of the server. For glibc; others ignore it. A backend that gives the memory of a query back after each one,
 * as it does by itself from 128 KB on, pays for it again with the next: ranking took half as long again. It keeps up to
 * 32 MB.
 */
export const KEEP_MEMORY = { MALLOC_TRIM_THRESHOLD_: `${32 << 20}`, MALLOC_MMAP_THRESHOLD_: `${16 << 20}` };

/** A sixteenth of the memory: the web process, the worker and DuckDB live on the same machine. */
export function sharedBuffersMb(totalBytes) {
  return Math.min(1024, Math.max(128, Math.round(totalBytes / 16 / MB)));
}

/** Containers often get 64 MB of /dev/shm; a parallel query would then fail as if the disk were full. */
function smallSharedMemory() {
  if (process.platform !== "linux") return false;
  try {
    const { blocks, bsize } = statfsSync("/dev/shm");
    return blocks * bsize < 256 * MB;
  } catch {
    return true;
  }
}
