import { presentMessages } from '@/lib/chat/present';
import type { Sent } from '@/lib/chat/send';
import { settleAnswers } from '@/lib/chat/settle';
import type { Ctx } from '@/lib/core/context';
import { eventStream } from '@/lib/core/sse';
import { follow } from '@/lib/executions/follow';
import { presentExecution } from '@/lib/executions/present';

/** Streams the answer to a message that was accepted. The execution goes on when the reader leaves. */
export function streamAnswer(ctx: Ctx, sent: Sent, left: AbortSignal): Response {
  const { conversation, question, answer, execution } = sent;
  return eventStream(left, async (send, signal) => {
    const [asked, answered] = await presentMessages(ctx, [question, answer]);
    send('conversation', { id: conversation.id, title: conversation.title });
    send('message', {
      user_message_id: question.id,
      assistant_message_id: answer.id,
      execution_id: execution.id,
      user_message: asked,
      assistant_message: answered,
    });
    const ended = await follow(
      ctx,
      execution.id,
      0,
      (event, data, id) => event !== 'done' && send(event, data, id),
      signal,
    );
    if (!ended) return;
    await settleAnswers(ctx, { executionId: execution.id });
    const row = await ctx.db.message.findUnique({ where: { id: answer.id } });
    const [message] = row ? await presentMessages(ctx, [row]) : [null];
    send('done', { message, execution: presentExecution(ended) });
  });
}
