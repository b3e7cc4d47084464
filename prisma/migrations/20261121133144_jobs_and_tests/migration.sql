-- CreateTable
CREATE TABLE "job_queues" (
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "concurrency" INTEGER,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_queues_pkey" PRIMARY KEY ("organization_id","name")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "task_type" TEXT NOT NULL,
    "queue" TEXT NOT NULL DEFAULT 'default',
    "priority" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "payload" JSONB NOT NULL DEFAULT '{}',
    "sealed" BYTEA,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "max_retries" INTEGER NOT NULL DEFAULT 3,
    "retry_delay_ms" INTEGER NOT NULL DEFAULT 10000,
    "timeout_ms" INTEGER NOT NULL DEFAULT 1800000,
    "lost" INTEGER NOT NULL DEFAULT 0,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "cron_spec" TEXT,
    "timezone" TEXT,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "next_run_at" TIMESTAMPTZ(3),
    "last_run_at" TIMESTAMPTZ(3),
    "recurring_id" UUID,
    "slot" TIMESTAMPTZ(3),
    "wait_kind" TEXT,
    "wait_id" UUID,
    "progress" JSONB,
    "result" JSONB,
    "error" JSONB,
    "key" TEXT,
    "parent" JSONB,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_attempts" (
    "organization_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "error" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_attempts_pkey" PRIMARY KEY ("organization_id","job_id","number")
);

-- CreateTable
CREATE TABLE "job_logs" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "timestamp" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_logs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_suites" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "target_kind" TEXT,
    "target_id" UUID,
    "parallel" BOOLEAN NOT NULL DEFAULT false,
    "stop_on_failure" BOOLEAN NOT NULL DEFAULT false,
    "gate_app_id" UUID,
    "gate_required" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "test_suites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_cases" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "suite_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "input" JSONB,
    "expected" JSONB,
    "execution_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "test_cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_runs" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "suite_id" UUID,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "target_kind" TEXT,
    "target_id" UUID,
    "parallel" BOOLEAN NOT NULL DEFAULT false,
    "stop_on_failure" BOOLEAN NOT NULL DEFAULT false,
    "total" INTEGER NOT NULL,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "test_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_results" (
    "organization_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "case_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "input" JSONB,
    "expected" JSONB,
    "output" JSONB,
    "problem" TEXT,
    "execution_id" UUID,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "test_results_pkey" PRIMARY KEY ("organization_id","run_id","position")
);

-- CreateIndex
CREATE INDEX "jobs_organization_id_created_at_id_idx" ON "jobs"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "jobs_organization_id_status_created_at_idx" ON "jobs"("organization_id", "status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "jobs_organization_id_queue_status_idx" ON "jobs"("organization_id", "queue", "status");

-- CreateIndex
CREATE INDEX "jobs_organization_id_wait_kind_wait_id_idx" ON "jobs"("organization_id", "wait_kind", "wait_id");

-- CreateIndex
CREATE INDEX "jobs_status_organization_id_queue_priority_run_at_idx" ON "jobs"("status", "organization_id", "queue", "priority" DESC, "run_at");

-- CreateIndex
CREATE INDEX "jobs_status_run_at_idx" ON "jobs"("status", "run_at");

-- CreateIndex
CREATE INDEX "jobs_status_lease_until_idx" ON "jobs"("status", "lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "jobs_organization_id_id_key" ON "jobs"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "jobs_organization_id_key_key" ON "jobs"("organization_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "jobs_organization_id_recurring_id_slot_key" ON "jobs"("organization_id", "recurring_id", "slot");

-- CreateIndex
CREATE INDEX "job_logs_organization_id_job_id_id_idx" ON "job_logs"("organization_id", "job_id", "id");

-- CreateIndex
CREATE INDEX "test_suites_organization_id_created_at_id_idx" ON "test_suites"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "test_suites_organization_id_gate_app_id_idx" ON "test_suites"("organization_id", "gate_app_id");

-- CreateIndex
CREATE UNIQUE INDEX "test_suites_organization_id_id_key" ON "test_suites"("organization_id", "id");

-- CreateIndex
CREATE INDEX "test_cases_organization_id_suite_id_position_idx" ON "test_cases"("organization_id", "suite_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "test_cases_organization_id_id_key" ON "test_cases"("organization_id", "id");

-- CreateIndex
CREATE INDEX "test_runs_organization_id_suite_id_created_at_id_idx" ON "test_runs"("organization_id", "suite_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "test_runs_organization_id_created_at_id_idx" ON "test_runs"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "test_runs_status_created_at_idx" ON "test_runs"("status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "test_runs_organization_id_id_key" ON "test_runs"("organization_id", "id");

-- CreateIndex
CREATE INDEX "test_results_organization_id_execution_id_idx" ON "test_results"("organization_id", "execution_id");

-- AddForeignKey
ALTER TABLE "job_attempts" ADD CONSTRAINT "job_attempts_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "jobs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_logs" ADD CONSTRAINT "job_logs_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "jobs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_cases" ADD CONSTRAINT "test_cases_organization_id_suite_id_fkey" FOREIGN KEY ("organization_id", "suite_id") REFERENCES "test_suites"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_results" ADD CONSTRAINT "test_results_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "test_runs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
