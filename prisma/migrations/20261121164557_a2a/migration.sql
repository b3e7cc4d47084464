-- AlterTable
ALTER TABLE "agents" ADD COLUMN     "a2a_enabled" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "a2a_tasks" (
    "organization_id" UUID NOT NULL,
    "execution_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "actor_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "context_id" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "a2a_tasks_pkey" PRIMARY KEY ("organization_id","execution_id")
);

-- CreateIndex
CREATE INDEX "a2a_tasks_organization_id_agent_id_context_id_created_at_idx" ON "a2a_tasks"("organization_id", "agent_id", "context_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "a2a_tasks_organization_id_agent_id_actor_id_message_id_key" ON "a2a_tasks"("organization_id", "agent_id", "actor_id", "message_id");

-- AddForeignKey
ALTER TABLE "a2a_tasks" ADD CONSTRAINT "a2a_tasks_organization_id_execution_id_fkey" FOREIGN KEY ("organization_id", "execution_id") REFERENCES "executions"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
