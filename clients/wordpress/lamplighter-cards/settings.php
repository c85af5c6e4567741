<?php
/** One setting, under Settings → General: where Lamplighter is. */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

add_action( 'admin_init', 'lamplighter_settings' );

function lamplighter_settings() {
	register_setting( 'general', 'lamplighter_url', array( 'type' => 'string', 'sanitize_callback' => 'esc_url_raw', 'default' => '' ) );
	add_settings_field( 'lamplighter_url', '<label for="lamplighter_url">Lamplighter</label>', 'lamplighter_setting', 'general' );
}

function lamplighter_setting() {
	printf(
		'<input type="url" class="regular-text" id="lamplighter_url" name="lamplighter_url" value="%s" placeholder="https://lamplighter.example"><p class="description">Where the cards come from.</p>',
		esc_attr( (string) get_option( 'lamplighter_url', '' ) )
	);
}
