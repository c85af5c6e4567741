import type { Schedule } from './schedule.ts';

/** A schedule that Redis wakes as well, once a minute, whichever of several hubs hears it. It runs on its own clock all the same. */
export async function ticked(schedule: Schedule, redisUrl: string): Promise<Schedule> {
  const { keepTicking } = await import('../../queue/schedule.ts');
  const ticks = keepTicking(redisUrl, schedule.poke);
  return {
    poke: schedule.poke,
    close: async () => {
      await ticks.close();
      await schedule.close();
    },
  };
}
