'use client';

import { Answer, Waiting } from '@/components/chat/answer';
import { Question } from '@/components/chat/question';
import type { Chat } from '@/components/chat/use-chat';

export interface MessagesProps {
  chat: Chat;
  canWrite: boolean;
  editing: string | null;
  onEdit: (id: string | null) => void;
  onRetry: (id: string) => void;
  onSave: (id: string, text: string) => void;
}

/** Questions and answers, oldest on top; what is being sent at the end. */
export default function Messages(props: MessagesProps) {
  const { chat, canWrite, editing, onEdit, onRetry, onSave } = props;
  const { pending, live } = chat;
  const messages = chat.messages.toReversed();
  const last = messages.at(-1);
  return (
    <>
      {messages.map((message) =>
        message.role === 'user' ? (
          <Question
            attachments={message.attachments}
            content={message.content}
            editing={editing === message.id}
            key={message.id}
            onEdit={canWrite && !chat.busy ? (on) => onEdit(on ? message.id : null) : undefined}
            onSave={(text) => onSave(message.id, text)}
          />
        ) : (
          <Answer
            canRetry={canWrite && !chat.busy}
            key={message.id}
            latest={message === last}
            live={live?.messageId === message.id ? live : null}
            message={message}
            onReconnect={chat.reconnect}
            onRetry={() => onRetry(message.id)}
          />
        ),
      )}
      {pending?.message && (
        <Question
          attachments={pending.attachments ?? []}
          content={pending.message}
          editing={false}
          onSave={() => {}}
        />
      )}
      {pending && <Waiting label="Sending" />}
    </>
  );
}
