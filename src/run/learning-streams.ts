import type { Pack } from '../classify/pack/pack.ts';
import { judgeAsItGoes, readAsItGoes, type TaughtAfter } from '../learn/as-it-goes.ts';
import { foldOf } from '../learn/fold.ts';
import type { LabelledPost } from '../learn/labelled.ts';
import { simulate, type Simulated } from '../learn/simulate.ts';
import { train } from '../learn/train.ts';
import { readLabelledFiles } from './commands/rules/learn.ts';

/** A stream of posts read while decisions correct the score, beside the score that never learns. */
export type LearntStream = {
  readonly stream: string;
  readonly frozen: Simulated;
  readonly learning: Simulated;
  readonly after: readonly TaughtAfter[];
};

/** So often is a stream cut anew into what is read and what is judged. */
const TIMES = 12;
const FOLDS = 2;

/** Reads each file as a stream by what posts of other files teach whose sources are not in it; one file alone by halves of its sources. */
export async function learnAsItGoes(
  files: readonly string[],
  pack: Pack,
  random: () => number,
): Promise<LearntStream[]> {
  const posts = await Promise.all(files.map((file) => readLabelledFiles([file])));
  const sure = posts.map((some) => some.filter((post) => !post.borderline));
  const [first] = sure;
  if (sure.length === 1 && first !== undefined)
    return Array.from({ length: FOLDS }, (_, fold) => {
      const isOwn = ({ source }: LabelledPost) => foldOf(source, FOLDS) === fold;
      const others = first.filter((post) => !isOwn(post));
      return streamOf(`${files[0]}, sources ${fold + 1} of ${FOLDS}`, first.filter(isOwn), others, {
        pack,
        random,
      });
    });
  return files.map((file, at) => {
    const own = sure[at] ?? [];
    const known = new Set(own.map(({ source }) => source));
    const others = sure.filter((_, place) => place !== at).flat();
    return streamOf(
      file,
      own,
      others.filter(({ source }) => !known.has(source)),
      { pack, random },
    );
  });
}

function streamOf(
  stream: string,
  own: readonly LabelledPost[],
  others: readonly LabelledPost[],
  { pack, random }: { readonly pack: Pack; readonly random: () => number },
): LearntStream {
  const set = train(others, pack);
  const { frozen, learning } = readAsItGoes(own, set, random);
  const times = Array.from({ length: TIMES }, () => judgeAsItGoes(own, set, random));
  return {
    stream,
    frozen: simulate(frozen),
    learning: simulate(learning),
    after: (times[0] ?? []).map(({ decisions }, at) => {
      const told = times.flatMap((time) => time[at] ?? []);
      const mean = (of: (one: TaughtAfter) => number) =>
        told.reduce((sum, one) => sum + of(one), 0) / told.length;
      return { decisions, frozen: mean((one) => one.frozen), learning: mean((one) => one.learning) };
    }),
  };
}
