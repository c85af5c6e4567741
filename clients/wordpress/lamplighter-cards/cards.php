<?php
/**
 * Cards for a question, whatever happens: the answer within a second, else the last good one, else those that come with the plug-in.
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const LAMPLIGHTER_SECONDS   = 1.0;
const LAMPLIGHTER_FRESH     = HOUR_IN_SECONDS;
const LAMPLIGHTER_REST      = MINUTE_IN_SECONDS;
const LAMPLIGHTER_MOST      = 100000;
const LAMPLIGHTER_MOST_KEPT = 200;

/** `$limit` cards for the words of docs/embed.md; filled up with bundled ones. */
function lamplighter_cards( $words, $limit ) {
	$question = lamplighter_question( $words, $limit );
	$found    = lamplighter_fresh( $question );
	if ( null === $found ) {
		$found = lamplighter_last( $question );
	}
	$told = array_map( 'lamplighter_letters', array_column( $found, 'title' ) );
	foreach ( lamplighter_bundled() as $card ) {
		if ( ! in_array( lamplighter_letters( $card['title'] ), $told, true ) ) {
			$found[] = $card;
		}
	}
	return array_slice( $found, 0, $limit );
}

/** A title by its letters: one story has several addresses, and quotation marks of two kinds. */
function lamplighter_letters( $title ) {
	return strtolower( preg_replace( '/[^\p{L}\p{N}]+/u', '', $title ) ?? $title );
}

function lamplighter_question( $words, $limit ) {
	$parts = array();
	foreach ( array( 'council', 'group' ) as $name ) {
		$value = trim( (string) ( $words[ $name ] ?? '' ) );
		if ( '' !== $value ) {
			$parts[] = $name . '=' . rawurlencode( substr( $value, 0, 200 ) );
		}
	}
	// Several codes are parted by semicolons, or by commas where they are digits: labels have commas in them.
	$codes = (string) ( $words['cpv'] ?? '' );
	foreach ( preg_split( preg_match( '/^[\d\s,;-]*$/', $codes ) ? '/[,;]/' : '/;/', $codes ) as $code ) {
		if ( '' !== trim( $code ) ) {
			$parts[] = 'cpv=' . rawurlencode( trim( $code ) );
		}
	}
	$parts[] = 'limit=' . $limit;
	return implode( '&', $parts );
}

/** Cards of an hour or less, or asked for now; null where there are none to be had. */
function lamplighter_fresh( $question ) {
	$key   = 'lamplighter_' . md5( $question );
	$cards = get_transient( $key );
	if ( is_array( $cards ) ) {
		return $cards;
	}
	if ( false !== get_transient( 'lamplighter_resting' ) ) {
		return null;
	}
	$cards = lamplighter_ask( $question );
	if ( null === $cards ) {
		set_transient( 'lamplighter_resting', 1, LAMPLIGHTER_REST );
		return null;
	}
	set_transient( $key, $cards, LAMPLIGHTER_FRESH );
	lamplighter_keep( $question, $cards );
	return $cards;
}

/** What the server says, read and checked; null where it says nothing that is of use within a second in all. */
function lamplighter_ask( $question ) {
	$base = untrailingslashit( (string) get_option( 'lamplighter_url', '' ) );
	// Only curl has a deadline for all of an answer; without it a slow server would hold the page.
	if ( ! function_exists( 'curl_init' ) || ! preg_match( '#^https?://#', $base ) ) {
		return null;
	}
	$answer = wp_remote_get(
		"$base/embed.json?$question",
		array(
			'timeout'             => LAMPLIGHTER_SECONDS,
			'redirection'         => 0,
			'limit_response_size' => LAMPLIGHTER_MOST + 1,
			'headers'             => array( 'Accept' => 'application/json' ),
		)
	);
	if ( is_wp_error( $answer ) || 200 !== wp_remote_retrieve_response_code( $answer ) ) {
		return null;
	}
	$body = wp_remote_retrieve_body( $answer );
	if ( strlen( $body ) > LAMPLIGHTER_MOST ) {
		return null;
	}
	$read  = json_decode( $body, true, 20 );
	$items = is_array( $read ) && isset( $read['items'] ) && is_array( $read['items'] ) ? $read['items'] : array();
	$cards = array_values( array_filter( array_map( 'lamplighter_read', $items ) ) );
	return array() === $cards ? null : $cards;
}

/** A card whose fields are what a page needs, or null. */
function lamplighter_read( $item ) {
	if ( ! is_array( $item ) ) {
		return null;
	}
	foreach ( array( 'publisher', 'title', 'url', 'blurb' ) as $name ) {
		if ( ! isset( $item[ $name ] ) || ! is_string( $item[ $name ] ) || '' === $item[ $name ] ) {
			return null;
		}
	}
	if ( ! preg_match( '#^https?://#', $item['url'] ) ) {
		return null;
	}
	$text  = static function ( $name ) use ( $item ) {
		return isset( $item[ $name ] ) && is_string( $item[ $name ] ) ? $item[ $name ] : '';
	};
	$topic = $text( 'topic' );
	$known = preg_match( '/^[a-z-]+$/', $topic ) && file_exists( __DIR__ . "/pictures/$topic.svg" );
	return array(
		'publisher' => $item['publisher'],
		'title'     => $item['title'],
		'url'       => $item['url'],
		'blurb'     => $item['blurb'],
		'fact'      => $text( 'fact' ),
		'why'       => $text( 'why' ),
		'archived'  => isset( $item['archived'] ) && true === $item['archived'],
		'picture'   => $known ? $topic : 'general-procurement-practice',
	);
}

/** The last good answers, in one option that is read only when it is needed; the oldest make room. */
function lamplighter_keep( $question, $cards ) {
	$kept = get_option( 'lamplighter_kept', array() );
	$kept = is_array( $kept ) ? $kept : array();
	unset( $kept[ $question ] );
	$kept[ $question ] = $cards;
	update_option( 'lamplighter_kept', array_slice( $kept, -LAMPLIGHTER_MOST_KEPT, null, true ), false );
}

function lamplighter_last( $question ) {
	$kept  = get_option( 'lamplighter_kept', array() );
	$cards = is_array( $kept ) && isset( $kept[ $question ] ) && is_array( $kept[ $question ] ) ? $kept[ $question ] : array();
	return array_values( array_filter( array_map( 'lamplighter_again', $cards ) ) );
}

/** A kept card, if it is still one. */
function lamplighter_again( $card ) {
	return is_array( $card ) && isset( $card['url'], $card['title'], $card['picture'] ) ? $card : null;
}

function lamplighter_bundled() {
	$read = json_decode( (string) file_get_contents( __DIR__ . '/bundled.json' ), true );
	return array_values( array_filter( array_map( 'lamplighter_read', is_array( $read ) ? $read : array() ) ) );
}
