"""The advocate's own journey: stages, with their history."""
