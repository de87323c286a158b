"""The front door: where to find us, asking for help, the crisis card; what anybody may open."""
